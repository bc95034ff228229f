using System.Globalization;
using System.Text;

namespace UtilityBilling.Billing.WinterAverages;

/// <summary>One line of a partner's file, as it was written.</summary>
internal sealed record PartnerLine(int Line, string Account, string Old, string New, string Effective)
{
    private static readonly string[] DateForms = ["yyyy-MM-dd", "M/d/yyyy", "yyyyMMdd"];

    public DateOnly? EffectiveFrom => DateOnly.TryParseExact(Effective, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A volume of 0 or more with at most three decimals; null when it is none.</summary>
    public static decimal? Volume(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value) && value <= 999_999_999m && decimal.Round(value, 3) == value ? value : null;
}

/// <summary>
/// The partner city's changes of sewer volumes, and ours to them: a CSV file with one change a line. The partner's own names for the columns are understood; columns
/// that are not asked for are passed over.
/// </summary>
internal sealed class PartnerFile
{
    private static readonly (string Column, string[] Names)[] Columns =
    [
        ("account", ["account", "accountnumber", "accountno", "acct", "acctno", "acctnumber", "cuenta", "numerodecuenta"]),
        ("old value", ["oldvalue", "old", "oldvolume", "oldunits", "oldaverage", "oldconsumption", "previous", "previousvalue", "valoranterior"]),
        ("new value", ["newvalue", "new", "newvolume", "newunits", "newaverage", "newconsumption", "valornuevo"]),
        ("effective date", ["effectivedate", "effective", "effectivefrom", "inforcefrom", "date", "vigentedesde", "envigordesde", "fechadevigencia", "vigencia", "fecha"]),
    ];

    private PartnerFile(IReadOnlyList<PartnerLine> lines, IReadOnlyList<string> missing) => (Lines, Missing) = (lines, missing);

    public IReadOnlyList<PartnerLine> Lines { get; }

    /// <summary>Columns that the heading lacks; then there are no lines.</summary>
    public IReadOnlyList<string> Missing { get; }

    public static PartnerFile Read(string text)
    {
        var records = Records(text);
        var heading = records.Count > 0 ? records[0].Fields.ConvertAll(Plain) : [];
        var places = Columns.Select(c => heading.FindIndex(h => c.Names.Contains(h))).ToArray();
        var missing = Columns.Where((_, i) => places[i] < 0).Select(c => c.Column).ToList();
        return missing.Count > 0
            ? new PartnerFile([], missing)
            : new PartnerFile([.. records.Skip(1).Where(r => r.Fields.Exists(f => f.Length > 0)).Select(r => new PartnerLine(r.Line, Field(r, 0), Field(r, 1), Field(r, 2), Field(r, 3)))], []);

        string Field((int Line, List<string> Fields) record, int column) => places[column] < record.Fields.Count ? record.Fields[places[column]] : "";
    }

    /// <summary>The records with the number of the line that each begins in; quotes, doubled quotes and line breaks within quotes are understood.</summary>
    private static List<(int Line, List<string> Fields)> Records(string text)
    {
        var records = new List<(int, List<string>)>();
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
            else if (c is not ('\r' or '\uFEFF'))
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

    private static string Plain(string heading)
    {
        var plain = new StringBuilder(heading.Length);
        foreach (var c in heading)
            if (char.IsLetterOrDigit(c))
                plain.Append(char.ToLowerInvariant(c));
        return plain.ToString();
    }
}
