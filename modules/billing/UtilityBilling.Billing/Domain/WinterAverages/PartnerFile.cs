using System.Globalization;
using UtilityBilling.Documents;

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
        var rows = DelimitedText.Rows(text, Columns);
        return rows.Missing.Count > 0 ? new PartnerFile([], rows.Missing) : new PartnerFile([.. rows.Records.Select(r => new PartnerLine(r.Line, r.Fields[0], r.Fields[1], r.Fields[2], r.Fields[3]))], []);
    }
}
