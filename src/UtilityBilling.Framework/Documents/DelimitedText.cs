using System.Text;

namespace UtilityBilling.Documents;

/// <summary>
/// Reads what offices send each other as CSV: commas, semicolons or tabs between the fields; quotes, doubled quotes and line breaks within quotes are
/// understood. For small files that are in memory.
/// </summary>
public static class DelimitedText
{
    /// <summary>The records with the number of the line that each begins in, their fields trimmed.</summary>
    public static IReadOnlyList<(int Line, IReadOnlyList<string> Fields)> Records(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var records = new List<(int, IReadOnlyList<string>)>();
        var fields = new List<string>();
        var field = new StringBuilder();
        var (line, begin, quoted) = (1, 1, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n')
                line++;
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                field.Append(text[i++]);
            else if (c == '"')
                quoted = !quoted;
            else if (!quoted && (c is ',' or ';' or '\t'))
                EndField();
            else if (!quoted && c == '\n')
                EndRecord();
            else if (c is not ('\r' or '\uFEFF' or '\0'))
                field.Append(c);
        }

        if (field.Length > 0 || fields.Count > 0)
            EndRecord();
        return records;

        void EndField()
        {
            // Our own export puts an apostrophe before what a spreadsheet would take for a formula.
            fields.Add(field.ToString().Trim().TrimStart('\''));
            field.Clear();
        }

        void EndRecord()
        {
            EndField();
            records.Add((begin, fields));
            (fields, begin) = ([], line);
        }
    }

    /// <summary>The records under a heading, by the places of its columns; empty records are passed over.</summary>
    /// <param name="text">The file.</param>
    /// <param name="columns">Each column with the names by which a heading may call it, in small letters without blanks and signs.</param>
    public static DelimitedRows Rows(string text, IReadOnlyList<(string Column, string[] Names)> columns)
    {
        var records = Records(text);
        var heading = records.Count > 0 ? records[0].Fields.Select(Plain).ToList() : [];
        var places = columns.Select(c => heading.FindIndex(h => c.Names.Contains(h))).ToArray();
        return new DelimitedRows(
            [.. columns.Where((_, i) => places[i] < 0).Select(c => c.Column)],
            [.. records.Skip(1).Where(r => r.Fields.Any(f => f.Length > 0)).Select(r => (r.Line, (IReadOnlyList<string>)[.. places.Select(p => p >= 0 && p < r.Fields.Count ? r.Fields[p] : "")]))]);
    }

    private static string Plain(string heading)
    {
        var plain = new StringBuilder(heading.Length);
        foreach (var c in heading)
            if (char.IsLetterOrDigit(c))
                plain.Append(char.ToLowerInvariant(c));
        return plain.ToString();
    }
}

/// <param name="Missing">Columns that the heading lacks; their fields are empty.</param>
/// <param name="Records">Line and fields, in the order of the columns asked for.</param>
public sealed record DelimitedRows(IReadOnlyList<string> Missing, IReadOnlyList<(int Line, IReadOnlyList<string> Fields)> Records);
