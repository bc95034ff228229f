namespace UtilityBilling.Billing.Templates;

/// <summary>Two texts line by line: what both have, what only the old one has, what only the new one has. Lines are matched so that as many as possible stay.</summary>
internal static class LineDiff
{
    public static IReadOnlyList<TemplateLine> Of(string old, string @new)
    {
        var (a, b) = (Lines(old), Lines(@new));
        // kept[i, j]: how many lines at most stay of what follows line i of the old and line j of the new.
        var kept = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
            for (var j = b.Length - 1; j >= 0; j--)
                kept[i, j] = a[i] == b[j] ? kept[i + 1, j + 1] + 1 : Math.Max(kept[i + 1, j], kept[i, j + 1]);
        var lines = new List<TemplateLine>();
        for (var (i, j) = (0, 0); i < a.Length || j < b.Length;)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                lines.Add(new TemplateLine(TemplateLineChange.Same, a[i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (j >= b.Length || (i < a.Length && kept[i + 1, j] >= kept[i, j + 1]))
                lines.Add(new TemplateLine(TemplateLineChange.Removed, a[i++]));
            else
                lines.Add(new TemplateLine(TemplateLineChange.Added, b[j++]));
        }
        return lines;
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
