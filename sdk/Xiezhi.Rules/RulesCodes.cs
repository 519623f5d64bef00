using System.Resources;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Rules;

/// <summary>What can be wrong with a model, an expression or an evaluation. The README of this project lists them with how to mend each.</summary>
public static class RulesCodes
{
    private static readonly ResourceManager Texts = new("Xiezhi.Rules.Resources.DiagnosticTexts", typeof(RulesCodes).Assembly);

    /// <summary>The file is not DMN 1.2 to 1.5: its root element is …. {0}: its root element.</summary>
    public static DiagnosticDescriptor NotDmn { get; } = new("XZ2001", Severity.Error, Texts);

    /// <summary>There are two elements named …. {0}: the name.</summary>
    public static DiagnosticDescriptor DuplicateName { get; } = new("XZ2002", Severity.Error, Texts);

    /// <summary>The reference … leads nowhere (nearest: …). {0}: the reference, {1}: the nearest, or a dash.</summary>
    public static DiagnosticDescriptor UnknownReference { get; } = new("XZ2003", Severity.Error, Texts);

    /// <summary>The imported model … was not given. {0}: the namespace.</summary>
    public static DiagnosticDescriptor ImportMissing { get; } = new("XZ2004", Severity.Error, Texts);

    /// <summary>… requires itself: …. {0}: the element, {1}: the way round.</summary>
    public static DiagnosticDescriptor CyclicRequirement { get; } = new("XZ2005", Severity.Error, Texts);

    /// <summary>There is no type … (nearest: …). {0}: the name, {1}: the nearest name, or a dash.</summary>
    public static DiagnosticDescriptor UnknownType { get; } = new("XZ2006", Severity.Error, Texts);

    /// <summary>… has no logic, so it answers null. {0}: the element.</summary>
    public static DiagnosticDescriptor MissingLogic { get; } = new("XZ2007", Severity.Error, Texts);

    /// <summary>… is not a hit policy or aggregation. {0}: the text.</summary>
    public static DiagnosticDescriptor UnknownHitPolicy { get; } = new("XZ2008", Severity.Error, Texts);

    /// <summary>The rule has … cells where the table has … columns. {0}: cells, {1}: columns.</summary>
    public static DiagnosticDescriptor CellCount { get; } = new("XZ2009", Severity.Error, Texts);

    /// <summary>… is not a kind of expression. {0}: the XML element.</summary>
    public static DiagnosticDescriptor UnknownExpression { get; } = new("XZ2010", Severity.Error, Texts);

    /// <summary>The expression language … is not supported. {0}: the language.</summary>
    public static DiagnosticDescriptor UnknownLanguage { get; } = new("XZ2011", Severity.Error, Texts);

    /// <summary>There is no decision, service or knowledge model … (nearest: …). {0}: what was asked for, {1}: the nearest name, or a dash.</summary>
    public static DiagnosticDescriptor NoSuchDecision { get; } = new("XZ2012", Severity.Error, Texts);

    /// <summary>There is no input … (nearest: …). {0}: the name, {1}: the nearest name, or a dash.</summary>
    public static DiagnosticDescriptor NoSuchInput { get; } = new("XZ2013", Severity.Error, Texts);

    /// <summary>The input … takes …, but is read as …. {0}: the input, {1}: its type, {2}: what is read.</summary>
    public static DiagnosticDescriptor InputOfOtherKind { get; } = new("XZ2014", Severity.Error, Texts);

    /// <summary>The decision … needs the input …, which nothing reads: it is always null. {0}: the decision, {1}: the input.</summary>
    public static DiagnosticDescriptor InputNotRead { get; } = new("XZ2015", Severity.Warning, Texts);

    /// <summary>The character … can't stand here. {0}: the character.</summary>
    public static DiagnosticDescriptor UnexpectedCharacter { get; } = new("XZ2020", Severity.Error, Texts);

    /// <summary>The text has no closing quote. No arguments.</summary>
    public static DiagnosticDescriptor UnterminatedText { get; } = new("XZ2021", Severity.Error, Texts);

    /// <summary>The comment has no end. No arguments.</summary>
    public static DiagnosticDescriptor UnterminatedComment { get; } = new("XZ2022", Severity.Error, Texts);

    /// <summary>Expected …, but found …. {0}: what was expected, {1}: what stands there.</summary>
    public static DiagnosticDescriptor UnexpectedToken { get; } = new("XZ2023", Severity.Error, Texts);

    /// <summary>Expected …, but the expression ends. {0}: what was expected.</summary>
    public static DiagnosticDescriptor UnexpectedEnd { get; } = new("XZ2024", Severity.Error, Texts);

    /// <summary>The expression is empty. No arguments.</summary>
    public static DiagnosticDescriptor EmptyExpression { get; } = new("XZ2025", Severity.Error, Texts);

    /// <summary>The expression nests deeper than … levels. {0}: the limit.</summary>
    public static DiagnosticDescriptor TooDeep { get; } = new("XZ2026", Severity.Error, Texts);

    /// <summary>The number … is too large. {0}: the number.</summary>
    public static DiagnosticDescriptor NumberOutOfRange { get; } = new("XZ2027", Severity.Error, Texts);

    /// <summary>The name … is not known here (nearest: …). {0}: the name, {1}: the nearest name, or a dash.</summary>
    public static DiagnosticDescriptor UnknownName { get; } = new("XZ2028", Severity.Error, Texts);

    /// <summary>… is not a valid value. {0}: the text.</summary>
    public static DiagnosticDescriptor InvalidLiteral { get; } = new("XZ2029", Severity.Error, Texts);

    /// <summary>The entry … occurs twice. {0}: the name.</summary>
    public static DiagnosticDescriptor DuplicateEntry { get; } = new("XZ2030", Severity.Error, Texts);

    /// <summary>… is not defined for … and …. {0}: the operator, {1} and {2}: the operands.</summary>
    public static DiagnosticDescriptor OperandsNotSupported { get; } = new("XZ2040", Severity.Error, Texts);

    /// <summary>… is not defined for …. {0}: the operator, {1}: the operand.</summary>
    public static DiagnosticDescriptor OperandNotSupported { get; } = new("XZ2041", Severity.Error, Texts);

    /// <summary>An operand of … is null, so the result is null. {0}: the operator.</summary>
    public static DiagnosticDescriptor NullOperand { get; } = new("XZ2042", Severity.Warning, Texts);

    /// <summary>Division by zero. No arguments.</summary>
    public static DiagnosticDescriptor DivisionByZero { get; } = new("XZ2043", Severity.Error, Texts);

    /// <summary>The result of … can't be held. {0}: the operator.</summary>
    public static DiagnosticDescriptor Overflow { get; } = new("XZ2044", Severity.Error, Texts);

    /// <summary>One of the two moments has a time zone and the other has none. No arguments.</summary>
    public static DiagnosticDescriptor OffsetMissing { get; } = new("XZ2045", Severity.Error, Texts);

    /// <summary>The range is not a range: its bounds are out of order or of different kinds. {0}, {1}: the bounds.</summary>
    public static DiagnosticDescriptor InvalidRange { get; } = new("XZ2046", Severity.Error, Texts);

    /// <summary>… can't be gone through item by item. {0}: the value.</summary>
    public static DiagnosticDescriptor NotIterable { get; } = new("XZ2047", Severity.Error, Texts);

    /// <summary>A condition must be true or false, but is …. {0}: the value.</summary>
    public static DiagnosticDescriptor ConditionNotBoolean { get; } = new("XZ2048", Severity.Error, Texts);

    /// <summary>There is no value under the name …. {0}: the name.</summary>
    public static DiagnosticDescriptor MissingVariable { get; } = new("XZ2049", Severity.Error, Texts);

    /// <summary>There is no entry … in the context. {0}: the name.</summary>
    public static DiagnosticDescriptor MissingMember { get; } = new("XZ2050", Severity.Warning, Texts);

    /// <summary>… has no property …. {0}: the name, {1}: the value.</summary>
    public static DiagnosticDescriptor NoSuchProperty { get; } = new("XZ2051", Severity.Error, Texts);

    /// <summary>There is no item at position … in a list of …. {0}: the position, {1}: how many there are.</summary>
    public static DiagnosticDescriptor NoSuchItem { get; } = new("XZ2052", Severity.Warning, Texts);

    /// <summary>… is not a function. {0}: the value.</summary>
    public static DiagnosticDescriptor NotAFunction { get; } = new("XZ2053", Severity.Error, Texts);

    /// <summary>The function takes … arguments, but … were given. {0}: how many it takes, {1}: how many were given.</summary>
    public static DiagnosticDescriptor ArgumentCount { get; } = new("XZ2054", Severity.Error, Texts);

    /// <summary>The function has no parameter …; it has: …. {0}: the name, {1}: the parameters.</summary>
    public static DiagnosticDescriptor UnknownParameter { get; } = new("XZ2055", Severity.Error, Texts);

    /// <summary>… can't be called with … arguments. {0}: the function, {1}: how many were given.</summary>
    public static DiagnosticDescriptor NoOverload { get; } = new("XZ2056", Severity.Error, Texts);

    /// <summary>Argument … of … must be …, but is …. {0}: the function, {1}: the place, {2}: what it takes, {3}: the value.</summary>
    public static DiagnosticDescriptor WrongArgument { get; } = new("XZ2057", Severity.Error, Texts);

    /// <summary>… can't be called with the parameters …. {0}: the function, {1}: the names that were given.</summary>
    public static DiagnosticDescriptor NoNamedOverload { get; } = new("XZ2058", Severity.Error, Texts);

    /// <summary>… has no result: …. {0}: the function, {1}: why.</summary>
    public static DiagnosticDescriptor InvalidArgument { get; } = new("XZ2059", Severity.Error, Texts);

    /// <summary>The regular expression … is not valid: …. {0}: the pattern, {1}: why.</summary>
    public static DiagnosticDescriptor InvalidPattern { get; } = new("XZ2060", Severity.Error, Texts);

    /// <summary>The regular expression … took too long. {0}: the pattern.</summary>
    public static DiagnosticDescriptor MatchTimeout { get; } = new("XZ2061", Severity.Error, Texts);

    /// <summary>… must be …, but is …. {0}: what, {1}: the type, {2}: the value.</summary>
    public static DiagnosticDescriptor WrongType { get; } = new("XZ2062", Severity.Error, Texts);

    /// <summary>The function is written in another language, which is not run here. No arguments.</summary>
    public static DiagnosticDescriptor ExternalFunction { get; } = new("XZ2063", Severity.Error, Texts);

    /// <summary>The evaluation was stopped after … steps. {0}: the limit.</summary>
    public static DiagnosticDescriptor StepLimit { get; } = new("XZ2070", Severity.Error, Texts);

    /// <summary>Functions call functions more than … deep. {0}: the limit.</summary>
    public static DiagnosticDescriptor DepthLimit { get; } = new("XZ2071", Severity.Error, Texts);

    /// <summary>A list grew beyond … items. {0}: the limit.</summary>
    public static DiagnosticDescriptor ListLimit { get; } = new("XZ2072", Severity.Error, Texts);

    /// <summary>A text grew beyond … characters. {0}: the limit.</summary>
    public static DiagnosticDescriptor StringLimit { get; } = new("XZ2073", Severity.Error, Texts);

    /// <summary>The evaluation was cancelled. No arguments.</summary>
    public static DiagnosticDescriptor Cancelled { get; } = new("XZ2074", Severity.Error, Texts);

    /// <summary>Rules … match at once, but only one may. {0}: the rules.</summary>
    public static DiagnosticDescriptor NotUnique { get; } = new("XZ2080", Severity.Error, Texts);

    /// <summary>Rules … match at once with different results, but must agree. {0}: the rules.</summary>
    public static DiagnosticDescriptor OutputsDiffer { get; } = new("XZ2081", Severity.Error, Texts);

    /// <summary>… is not among the output values, which give the order. {0}: the value.</summary>
    public static DiagnosticDescriptor NoPriority { get; } = new("XZ2082", Severity.Error, Texts);

    /// <summary>The input … is not among the allowed values of the column …. {0}: the value, {1}: the column.</summary>
    public static DiagnosticDescriptor NotAllowedInput { get; } = new("XZ2083", Severity.Error, Texts);

    /// <summary>The output … is not among the allowed values of the column …. {0}: the value, {1}: the column.</summary>
    public static DiagnosticDescriptor NotAllowedOutput { get; } = new("XZ2084", Severity.Error, Texts);

    /// <summary>The results can't be put together with …: …. {0}: the aggregation, {1}: a result.</summary>
    public static DiagnosticDescriptor NotAggregable { get; } = new("XZ2085", Severity.Error, Texts);

    /// <summary>No rule matches, and there is no default, so the result is null. No arguments.</summary>
    public static DiagnosticDescriptor NoRuleMatches { get; } = new("XZ2086", Severity.Warning, Texts);

    /// <summary>There is no type of facts … (nearest: …). {0}: the name, {1}: the nearest name, or a dash.</summary>
    public static DiagnosticDescriptor UnknownFactType { get; } = new("XZ2400", Severity.Error, Texts);

    /// <summary>… is not a field of … (nearest: …). {0}: the field, {1}: the type, {2}: the nearest name, or a dash.</summary>
    public static DiagnosticDescriptor UnknownField { get; } = new("XZ2401", Severity.Error, Texts);

    /// <summary>A fact has no key. {0}: its type, {1}: the key's field.</summary>
    public static DiagnosticDescriptor MissingKey { get; } = new("XZ2402", Severity.Error, Texts);

    /// <summary>… must be …, but is …. {0}: type and field, {1}: the declared type, {2}: what is there.</summary>
    public static DiagnosticDescriptor WrongFieldType { get; } = new("XZ2403", Severity.Error, Texts);

    /// <summary>There is already a fact … with the key …. {0}: the type, {1}: the key.</summary>
    public static DiagnosticDescriptor FactExists { get; } = new("XZ2404", Severity.Error, Texts);

    /// <summary>There is no fact … with the key …. {0}: the type, {1}: the key.</summary>
    public static DiagnosticDescriptor NoSuchFact { get; } = new("XZ2405", Severity.Error, Texts);

    /// <summary>The time … is before the session's time …. {0}, {1}: the times.</summary>
    public static DiagnosticDescriptor TimeRunsBack { get; } = new("XZ2406", Severity.Error, Texts);

    /// <summary>The rule … was stopped after … firings. {0}: the rule, {1}: the limit.</summary>
    public static DiagnosticDescriptor FiringLimit { get; } = new("XZ2407", Severity.Error, Texts);

    /// <summary>… is defined twice. {0}: the name.</summary>
    public static DiagnosticDescriptor DefinedTwice { get; } = new("XZ2408", Severity.Error, Texts);

    /// <summary>… is not a type of a field (nearest: …). {0}: the name, {1}: the nearest, or a dash.</summary>
    public static DiagnosticDescriptor NotAFieldType { get; } = new("XZ2409", Severity.Error, Texts);

    /// <summary>… has no moment, so it has no window. {0}: the type.</summary>
    public static DiagnosticDescriptor NoMoment { get; } = new("XZ2410", Severity.Error, Texts);

    /// <summary>… is not a positive duration. {0}: the text.</summary>
    public static DiagnosticDescriptor NotADuration { get; } = new("XZ2411", Severity.Error, Texts);

    /// <summary>A condition reads the clock. {0}: how.</summary>
    public static DiagnosticDescriptor ClockInCondition { get; } = new("XZ2412", Severity.Error, Texts);

    /// <summary>The rule … counts or denies …, which rests on what it concludes: …. {0}: the rule, {1}: the type, {2}: the way round.</summary>
    public static DiagnosticDescriptor DeniesItself { get; } = new("XZ2413", Severity.Error, Texts);

    /// <summary>… and … can't be compared. {0}, {1}: the types.</summary>
    public static DiagnosticDescriptor NeverComparable { get; } = new("XZ2414", Severity.Error, Texts);

    /// <summary>A condition must be true or false, but is …. {0}: the type.</summary>
    public static DiagnosticDescriptor NotACondition { get; } = new("XZ2415", Severity.Error, Texts);

    /// <summary>… can't be a name. {0}: the text.</summary>
    public static DiagnosticDescriptor NotAName { get; } = new("XZ2416", Severity.Error, Texts);

    /// <summary>It is not clear what kind of condition this is. {0}: its members.</summary>
    public static DiagnosticDescriptor UnknownCondition { get; } = new("XZ2417", Severity.Error, Texts);

    /// <summary>… must be a date or a date and time, but is …. {0}: what, {1}: its type.</summary>
    public static DiagnosticDescriptor NotAMoment { get; } = new("XZ2418", Severity.Error, Texts);

    /// <summary>There is no time zone …. {0}: the name.</summary>
    public static DiagnosticDescriptor UnknownZone { get; } = new("XZ2419", Severity.Error, Texts);

    /// <summary>The rule … has … conditions; it must have 1 to …. {0}: the rule, {1}: how many, {2}: the limit.</summary>
    public static DiagnosticDescriptor ConditionCount { get; } = new("XZ2420", Severity.Error, Texts);

    /// <summary>… is not a number, so it can't be summed. {0}: what it is.</summary>
    public static DiagnosticDescriptor NotSummable { get; } = new("XZ2421", Severity.Error, Texts);

    /// <summary>Facts of type … have no key. {0}: the type.</summary>
    public static DiagnosticDescriptor NoKey { get; } = new("XZ2422", Severity.Error, Texts);

    /// <summary>Findings of type … have a key. {0}: the type.</summary>
    public static DiagnosticDescriptor FindingWithKey { get; } = new("XZ2423", Severity.Error, Texts);

    /// <summary>The fact's type … is declared otherwise in the rule set. {0}: the type.</summary>
    public static DiagnosticDescriptor OtherFactType { get; } = new("XZ2424", Severity.Error, Texts);

    /// <summary>No rule covers …. {0}: the inputs, {1}: an example.</summary>
    public static DiagnosticDescriptor Gap { get; } = new("XZ2300", Severity.Warning, Texts);

    /// <summary>Perhaps no rule covers …. {0}: the inputs, {1}: an example.</summary>
    public static DiagnosticDescriptor PossibleGap { get; } = new("XZ2301", Severity.Information, Texts);

    /// <summary>Rules … contradict one another. {0}: the rules, {1}: the inputs, {2}: an example.</summary>
    public static DiagnosticDescriptor Conflict { get; } = new("XZ2302", Severity.Error, Texts);

    /// <summary>Rules … perhaps contradict one another. {0}: the rules, {1}: the inputs, {2}: an example.</summary>
    public static DiagnosticDescriptor PossibleConflict { get; } = new("XZ2303", Severity.Information, Texts);

    /// <summary>The rule is never the answer. {0}: the rules before it, {1}: where it holds, {2}: an example.</summary>
    public static DiagnosticDescriptor MaskedRule { get; } = new("XZ2304", Severity.Warning, Texts);

    /// <summary>The rule is perhaps never the answer. {0}: the rules before it, {1}: where it holds, {2}: an example.</summary>
    public static DiagnosticDescriptor PossiblyMaskedRule { get; } = new("XZ2305", Severity.Information, Texts);

    /// <summary>The rule can be taken away. {0}: the rules in its place, {1}: where it holds, {2}: an example.</summary>
    public static DiagnosticDescriptor RedundantRule { get; } = new("XZ2306", Severity.Information, Texts);

    /// <summary>The rule can never hold. {0}: the columns.</summary>
    public static DiagnosticDescriptor UnreachableRule { get; } = new("XZ2307", Severity.Warning, Texts);

    /// <summary>No value of the column passes …. {0}: the test, {1}: the cell.</summary>
    public static DiagnosticDescriptor ImpossibleCell { get; } = new("XZ2308", Severity.Warning, Texts);

    /// <summary>Several imported elements have the name. {0}: the name, {1}: the names that tell them apart.</summary>
    public static DiagnosticDescriptor AmbiguousName { get; } = new("XZ2016", Severity.Error, Texts);

    /// <summary>The values that an evaluation made took too much memory. {0}: the limit in bytes.</summary>
    public static DiagnosticDescriptor MemoryLimit { get; } = new("XZ2075", Severity.Error, Texts);

    /// <summary>The explanation leaves something out. {0}: the limit that was reached, {1}: its value.</summary>
    public static DiagnosticDescriptor ExplanationCut { get; } = new("XZ2087", Severity.Information, Texts);

    /// <summary>The column never has the value …. {0}: the test, {1}: the cell.</summary>
    public static DiagnosticDescriptor ImpossibleTest { get; } = new("XZ2309", Severity.Warning, Texts);

    /// <summary>… does not fit the column, which takes …. {0}: the value, {1}: a type or the allowed values.</summary>
    public static DiagnosticDescriptor CellType { get; } = new("XZ2310", Severity.Error, Texts);

    /// <summary>The cell computes, and is not analysed. {0}: the cell.</summary>
    public static DiagnosticDescriptor ComputedCell { get; } = new("XZ2320", Severity.Information, Texts);

    /// <summary>The cell can't be read. {0}: the cell.</summary>
    public static DiagnosticDescriptor UnreadableCell { get; } = new("XZ2321", Severity.Information, Texts);

    /// <summary>The column has no type. {0}: its expression.</summary>
    public static DiagnosticDescriptor UntypedColumn { get; } = new("XZ2322", Severity.Information, Texts);

    /// <summary>Structured values are not analysed. {0}: the cell.</summary>
    public static DiagnosticDescriptor StructuredColumn { get; } = new("XZ2323", Severity.Information, Texts);

    /// <summary>The value of … may never have some values. {0}: the expression.</summary>
    public static DiagnosticDescriptor DependentColumn { get; } = new("XZ2324", Severity.Information, Texts);

    /// <summary>The allowed values … can't be analysed. {0}: their text or type.</summary>
    public static DiagnosticDescriptor AllowedValuesNotAnalysable { get; } = new("XZ2325", Severity.Information, Texts);

    /// <summary>The result … is computed. {0}: the cell.</summary>
    public static DiagnosticDescriptor ComputedResult { get; } = new("XZ2326", Severity.Information, Texts);

    /// <summary>A domain was given for …, but there is no such column. {0}: the name.</summary>
    public static DiagnosticDescriptor UnknownDomain { get; } = new("XZ2327", Severity.Warning, Texts);

    /// <summary>The analysis was stopped after its share of work. {0}: the question.</summary>
    public static DiagnosticDescriptor AnalysisWork { get; } = new("XZ2330", Severity.Warning, Texts);

    /// <summary>There are more findings than are listed. {0}: the question.</summary>
    public static DiagnosticDescriptor AnalysisFindings { get; } = new("XZ2331", Severity.Information, Texts);

    /// <summary>The analysis was cancelled. {0}: the question.</summary>
    public static DiagnosticDescriptor AnalysisCancelled { get; } = new("XZ2332", Severity.Information, Texts);
}
