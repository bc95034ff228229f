namespace UtilityBilling.Billing.Templates;

/// <summary>What a piece of a filled-in text is.</summary>
public enum TextBlockKind { Paragraph, Heading, Item }

/// <summary>
/// A piece of a filled-in text. An empty line ends a paragraph; a line that begins with <c># </c> is a heading, one with <c>- </c> an item of a list. There is no other markup, and none of HTML:
/// pages encode the lines, paper draws them.
/// </summary>
/// <param name="Lines">Line by line as they were typed; wrapped where they are shown.</param>
public sealed record TextBlock(TextBlockKind Kind, IReadOnlyList<string> Lines)
{
    public static IReadOnlyList<TextBlock> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var blocks = new List<TextBlock>();
        var paragraph = new List<string>();
        void End()
        {
            if (paragraph.Count > 0)
                blocks.Add(new TextBlock(TextBlockKind.Paragraph, [.. paragraph]));
            paragraph.Clear();
        }
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()))
        {
            var kind = line.StartsWith("# ", StringComparison.Ordinal) ? TextBlockKind.Heading : line.StartsWith("- ", StringComparison.Ordinal) ? TextBlockKind.Item : TextBlockKind.Paragraph;
            if (kind == TextBlockKind.Paragraph && line.Length > 0)
            {
                paragraph.Add(line);
                continue;
            }
            End();
            if (line.Length > 0)
                blocks.Add(new TextBlock(kind, [line[2..].TrimStart()]));
        }
        End();
        return blocks;
    }
}
