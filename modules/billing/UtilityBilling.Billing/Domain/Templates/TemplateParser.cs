using System.Globalization;
using System.Text.RegularExpressions;
using Fluid;
using Fluid.Values;

namespace UtilityBilling.Billing.Templates;

/// <summary>Why a text cannot be a template, and where. The code is the sentence's key.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Word">What is at fault: a field, a tag, a filter, a limit.</param>
internal sealed record TemplateProblem(string Code, int Line, int Column, string Word);

/// <summary>
/// The sandbox of town-written texts. A text may name its fields and ask conditions: no loops, no assignments, no files, no other templates, no dots, no calculating. So it always ends, and its
/// output is about as long as itself and its values together. What is written in a value is never read as a template.
/// </summary>
internal static partial class TemplateParser
{
    /// <summary>About four printed pages.</summary>
    public const int MostCharacters = 12_000;

    public const int MostTags = 200;
    public const int MostDepth = 8;
    public const int LongestTag = 300;

    /// <summary>No value is printed longer than this.</summary>
    public const int LongestValue = 500;

    private static readonly string[] Tags = ["if", "unless", "case", "comment"];

    private static readonly FluidParser Parser = Restricted();

    private static readonly TemplateOptions Options = new()
    {
        MaxSteps = 5_000, MaxRecursion = 20, CultureInfo = CultureInfo.InvariantCulture, TimeZone = TimeZoneInfo.Utc, Now = () => DateTimeOffset.UnixEpoch, StrictFilters = true,
    };

    /// <summary>Reads a text; what is wrong with it instead, in the order of its lines.</summary>
    public static (IFluidTemplate? Template, IReadOnlyList<TemplateProblem> Problems) Read(string text, IReadOnlySet<string> fields)
    {
        var known = new TemplateSource(text);
        if (known.Limits() is { } over)
            return (null, [over]);
        if (!Parser.TryParse(text, out var template, out var error))
            return (null, [Refused(error, known)]);
        var check = new TemplateCheck(fields);
        check.VisitTemplate(template);
        return check.Found.Count == 0 ? (template, []) : (null, [.. check.Found.Select(f => known.At(f.Code, f.Word)).OrderBy(p => p.Line).ThenBy(p => p.Column)]);
    }

    /// <summary>Fills a text in. A value that is empty counts as not there for conditions, too.</summary>
    public static string Fill(IFluidTemplate template, IReadOnlyDictionary<string, string?> values)
    {
        var context = new TemplateContext(Options);
        foreach (var (name, value) in values)
            context.SetValue(name, string.IsNullOrWhiteSpace(value) ? NilValue.Instance : new StringValue(Plain(value)));
        var filled = template.Render(context, NullEncoder.Default, isolateContext: true).ReplaceLineEndings("\n");
        return ManyLines().Replace(string.Join('\n', filled.Split('\n').Select(l => l.TrimEnd())), "\n\n").Trim();
    }

    /// <summary>One line of a value, without characters that do something.</summary>
    private static string Plain(string value)
    {
        var plain = string.Join(' ', new string([.. value.Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return plain.Length <= LongestValue ? plain : plain[..LongestValue];
    }

    private static FluidParser Restricted()
    {
        var parser = new FluidParser(new FluidParserOptions { AllowFunctions = false, AllowParentheses = false, AllowLiquidTag = false });
        foreach (var tag in parser.RegisteredTags.Keys.Except(Tags).ToList())
            parser.RegisteredTags.Remove(tag);
        return parser;
    }

    /// <summary>The parser's words are for programmers; of them only the place and the tag are kept.</summary>
    private static TemplateProblem Refused(string error, TemplateSource source)
    {
        if (UnknownTag().Match(error) is { Success: true } tag)
            return source.At("Billing:Template.UnknownTag", tag.Groups[1].Value);
        var place = Place().Match(error);
        var (line, column) = place.Success ? (int.Parse(place.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(place.Groups[2].Value, CultureInfo.InvariantCulture)) : (1, 1);
        return new TemplateProblem("Billing:Template.Unreadable", line, column, "");
    }

    [GeneratedRegex(@"Unknown tag '(\w+)'")]
    private static partial Regex UnknownTag();

    [GeneratedRegex(@"\((\d+):(\d+)\)")]
    private static partial Regex Place();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex ManyLines();
}
