using System.Collections;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>
/// One reason why a tariff document cannot be used: the line it stands on, the place in the document (<c>services.water.components[1].tiers[2]</c>), a
/// stable code, and a sentence that says what to do. Lines count from 1.
/// </summary>
public sealed record TariffProblem(int Line, string Path, string Code, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence("en");

    /// <summary>The sentence in <c>en</c> or <c>es</c>.</summary>
    public string Sentence(string language) => TariffTexts.Problem(Code, Values, language);

    public override string ToString() => Path.Length == 0 ? $"line {Line}: {Message}" : $"line {Line}: {Path}: {Message}";
}

/// <summary>Collects problems, the first two hundred of them.</summary>
internal sealed class ProblemList : IReadOnlyCollection<TariffProblem>
{
    private const int Limit = 200;
    private const int LongestValue = 400;
    private readonly List<TariffProblem> _problems = [];

    public int Count => _problems.Count;

    public void Add(int line, string path, string code, params ReadOnlySpan<(string Name, string Value)> values)
    {
        if (_problems.Count >= Limit)
            return;
        var data = new Dictionary<string, string>(values.Length, StringComparer.Ordinal);
        foreach (var (name, value) in values)
            data[name] = value.Length <= LongestValue ? value : value[..LongestValue] + "…";
        _problems.Add(new TariffProblem(line, path, code, data));
    }

    public IReadOnlyList<TariffProblem> InLineOrder() => [.. _problems.OrderBy(p => p.Line)];

    public IEnumerator<TariffProblem> GetEnumerator() => _problems.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
