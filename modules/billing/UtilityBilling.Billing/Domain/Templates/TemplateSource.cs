using System.Globalization;
using System.Text.RegularExpressions;

namespace UtilityBilling.Billing.Templates;

/// <summary>A template's text as it was typed: its limits, counted before anything reads it, and where a word stands.</summary>
internal sealed partial class TemplateSource(string text)
{
    /// <summary>A text above one of the limits is not read at all: a parser that goes deeper with every tag could run out of stack, which no program survives.</summary>
    public TemplateProblem? Limits()
    {
        if (text.Length > TemplateParser.MostCharacters)
            return Over("Billing:Template.TooLong", TemplateParser.MostCharacters, TemplateParser.MostCharacters);
        var (tags, depth) = (0, 0);
        foreach (Match mark in Opening().Matches(text))
        {
            if (++tags > TemplateParser.MostTags)
                return Over("Billing:Template.TooManyTags", TemplateParser.MostTags, mark.Index);
            depth += mark.Groups[1].Value switch { "if" or "unless" or "case" => 1, "endif" or "endunless" or "endcase" => -1, _ => 0 };
            if (depth > TemplateParser.MostDepth)
                return Over("Billing:Template.TooDeep", TemplateParser.MostDepth, mark.Index);
            var end = text.IndexOf(mark.Value.StartsWith("{{", StringComparison.Ordinal) ? "}}" : "%}", mark.Index, StringComparison.Ordinal);
            if ((end < 0 ? text.Length : end) - mark.Index > TemplateParser.LongestTag)
                return Over("Billing:Template.TagTooLong", TemplateParser.LongestTag, mark.Index);
        }
        return null;
    }

    /// <summary>A problem with a word, at the first place where the word stands inside a tag.</summary>
    public TemplateProblem At(string code, string word)
    {
        foreach (Match tag in Tag().Matches(text))
            if (Regex.Match(tag.Value, $@"(?<![\w.]){Regex.Escape(word)}(?!\w)") is { Success: true } found)
                return New(code, tag.Index + found.Index, word);
        return New(code, 0, word);
    }

    private TemplateProblem Over(string code, int limit, int index) => New(code, index, limit.ToString(CultureInfo.InvariantCulture));

    private TemplateProblem New(string code, int index, string word)
    {
        var before = text.AsSpan(0, Math.Min(index, text.Length));
        return new TemplateProblem(code, before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'), word);
    }

    [GeneratedRegex(@"\{%-?\s*(\w*)|\{\{")]
    private static partial Regex Opening();

    [GeneratedRegex(@"\{%.*?%\}|\{\{.*?\}\}", RegexOptions.Singleline)]
    private static partial Regex Tag();
}
