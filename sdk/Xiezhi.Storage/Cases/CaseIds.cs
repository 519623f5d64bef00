using Xiezhi.Governance.Cases;

namespace Xiezhi.Storage.Cases;

/// <summary>Reads ids of cases that this store wrote.</summary>
internal static class CaseIds
{
    /// <exception cref="InvalidDataException">The stored text is not an id: the database was changed by other means.</exception>
    public static CaseId Read(string text) =>
        CaseId.TryParse(text, out var id) ? id : throw new InvalidDataException($"\"{text}\" is not the id of a case.");
}
