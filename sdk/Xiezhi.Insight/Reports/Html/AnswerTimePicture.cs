using System.Globalization;
using Xiezhi.Insight.Figures;

namespace Xiezhi.Insight.Reports.Html;

/// <summary>The distribution of answer times as an SVG: bars for the cases, a line for the share answered by then, the marked days.</summary>
internal sealed class AnswerTimePicture
{
    private const double Width = 760;
    private const double Height = 340;
    private const double Left = 52;
    private const double Right = 52;
    private const double Top = 42;
    private const double Bottom = 50;
    private const double GapBeforeMore = 10;
    private const double WidthOfMark = 100;
    private const int LabelsAcross = 12;

    private static readonly int[] Steps = [1, 2, 5];

    private readonly Markup _page;
    private readonly ServiceReport _report;
    private readonly AnswerTimes _answers;
    private readonly TimeScale _scale;
    private readonly int _closedBars;
    private readonly double _barWidth;
    private readonly int _mostCases;

    private AnswerTimePicture(Markup page, ServiceReport report)
    {
        _page = page;
        _report = report;
        _answers = report.Figures.Answers;
        _scale = TimeScale.For(_answers.BarWidth);
        var hasMore = _answers.Bars[^1].To is null;
        _closedBars = _answers.Bars.Length - (hasMore ? 1 : 0);

        // The open bar is drawn apart and wider: it is not on the scale of the others.
        var across = Width - Left - Right - (hasMore ? GapBeforeMore : 0);
        _barWidth = across / (_closedBars + (hasMore ? 2.5 : 0));
        _mostCases = CeilingOfAxis(_answers.Bars.Max(bar => bar.Count));
    }

    private static double Floor => Height - Bottom;

    private ReportTexts Texts => _report.Texts;

    public static void Write(Markup page, ServiceReport report) => new AnswerTimePicture(page, report).Write();

    private void Write()
    {
        var marks = string.Concat(_answers.Within.Select(within => Texts.Fill("headline.within", within.Days, Format.Percent(within.Share)) + " "));
        var longest = Format.Days(_answers.Quantiles[^1].Time.TotalDays);
        var description = Texts.Fill("answers.desc", Format.Count(_answers.Answered), _scale.WithUnit(Texts, _answers.BarWidth), marks, longest);
        _page.Add($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-labelledby=\"answers-title answers-desc\">");
        _page.Add($"<title id=\"answers-title\">{Texts["answers.figure"]}</title><desc id=\"answers-desc\">{description}</desc>\n");
        WriteAxes();
        WriteBars();
        WriteShares();
        WriteMarks();
        _page.Add($"</svg>");
    }

    private void WriteAxes()
    {
        for (var quarter = 0; quarter <= 4; quarter++)
        {
            var y = Y(quarter / 4.0);
            _page.Add($"<line class=\"axis\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y}\" y2=\"{y}\"/>");
            _page.Add($"<text x=\"{Left - 6}\" y=\"{y + 4}\" text-anchor=\"end\">{Format.Count(_mostCases * quarter / 4)}</text>");
            _page.Add($"<text x=\"{Width - Right + 6}\" y=\"{y + 4}\">{quarter * 25}%</text>\n");
        }

        _page.Add($"<text x=\"{Left - 6}\" y=\"14\" text-anchor=\"end\">{Texts["answers.axisCases"]}</text>");
        _page.Add($"<text x=\"{Width}\" y=\"14\" text-anchor=\"end\">{Texts["answers.axisShare"]}</text>");
        _page.Add($"<text x=\"{Left + (_closedBars * _barWidth / 2)}\" y=\"{Height - 8}\" text-anchor=\"middle\">{Texts["answers.axisTime." + _scale.Unit]}</text>\n");
        var every = StepOfLabels(_closedBars);
        for (var bar = 0; bar <= _closedBars; bar += every)
        {
            _page.Add($"<text x=\"{X(bar)}\" y=\"{Floor + 16}\" text-anchor=\"middle\">{_scale.Number(_answers.BarWidth * bar)}</text>");
        }
    }

    private void WriteBars()
    {
        for (var i = 0; i < _answers.Bars.Length; i++)
        {
            var bar = _answers.Bars[i];
            var (x, width, look) = bar.To is null ? (X(i) + GapBeforeMore, _barWidth * 2.5, "more") : (X(i) + 0.5, Math.Max(_barWidth - 1, 0.5), "bar");
            var y = Y((double)bar.Count / _mostCases);
            _page.Add($"<rect class=\"{look}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{Floor - y}\"/>");
            if (bar.To is null)
            {
                _page.Add($"<text x=\"{x + (width / 2)}\" y=\"{y - 5}\" text-anchor=\"middle\">{Format.Count(bar.Count)}</text>");
                _page.Add($"<text x=\"{x + (width / 2)}\" y=\"{Floor + 16}\" text-anchor=\"middle\">{Texts.Fill("answers.more", _scale.Number(bar.From))}</text>");
            }
        }

        _page.Add($"\n");
    }

    private void WriteShares()
    {
        var (points, before) = ($"{Number(Left)},{Number(Floor)}", 0);
        for (var i = 0; i < _closedBars; i++)
        {
            before += _answers.Bars[i].Count;
            points += $" {Number(X(i + 1))},{Number(Y((double)before / _report.Figures.Opened))}";
        }

        _page.Add($"<polyline class=\"share\" points=\"{points}\"/>\n");
    }

    // The labels stand above the plot, where neither bar nor line can be; one step higher where they would touch.
    private void WriteMarks()
    {
        var free = 0.0;
        foreach (var within in _answers.Within)
        {
            var bars = TimeSpan.FromDays(within.Days) / _answers.BarWidth;
            if (bars > _closedBars)
            {
                continue;
            }

            var (x, y) = (X(bars), Y(within.Share));
            var labelled = x >= free ? Top - 8 : Top - 22;
            free = x + WidthOfMark;
            _page.Add($"<line class=\"mark\" x1=\"{x}\" x2=\"{x}\" y1=\"{labelled + 2}\" y2=\"{Floor}\"/><circle class=\"dot\" cx=\"{x}\" cy=\"{y}\" r=\"4\"/>");
            _page.Add($"<text class=\"strong\" x=\"{x + 5}\" y=\"{labelled}\">{Texts.Fill("answers.mark", within.Days, Format.Percent(within.Share))}</text>\n");
        }
    }

    private double X(double bars) => Left + (bars * _barWidth);

    private static double Y(double share) => Floor - (share * (Floor - Top));

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    // The axis ends at four times a round number, so that its four lines are whole cases.
    private static int CeilingOfAxis(int most)
    {
        for (var power = 1; ; power *= 10)
        {
            foreach (var step in Steps)
            {
                if (step * power * 4 >= most)
                {
                    return step * power * 4;
                }
            }
        }
    }

    private static int StepOfLabels(int bars)
    {
        var step = 1;
        while (bars / step > LabelsAcross)
        {
            step = step == 1 ? 5 : step + 5;
        }

        return step;
    }
}
