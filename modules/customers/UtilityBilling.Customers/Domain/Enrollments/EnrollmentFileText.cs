using System.Globalization;
using UtilityBilling.Documents;

namespace UtilityBilling.Customers.Enrollments;

/// <summary>One line of a file of enrolments, as it was written.</summary>
internal sealed record EnrollmentRow(int Line, string Account, string Program, string From, string To, string Note)
{
    private static readonly string[] DateForms = ["yyyy-MM-dd", "M/d/yyyy", "yyyyMMdd"];

    public static DateOnly? Day(string text) => DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>A CSV file with one account to enrol a line. Common names of the columns are understood; columns that are not asked for are passed over.</summary>
internal sealed record EnrollmentFileText(IReadOnlyList<EnrollmentRow> Rows, IReadOnlyList<string> Missing)
{
    private static readonly (string Column, string[] Names)[] Columns =
    [
        ("account", ["account", "accountnumber", "accountno", "acct", "acctno", "acctnumber", "cuenta", "numerodecuenta", "númerodecuenta"]),
        ("program", ["program", "programme", "programa", "discount", "descuento"]),
        ("from", ["from", "fromdate", "start", "startdate", "effective", "effectivedate", "desde", "inicio"]),
        ("until", ["to", "until", "end", "enddate", "expires", "expiration", "hasta", "fin", "vence"]),
        ("note", ["note", "notes", "reason", "evidence", "reasonandevidence", "nota", "motivo", "comprobante", "motivoycomprobante"]),
    ];

    private static readonly IReadOnlySet<string> MayBeMissing = new HashSet<string> { "until", "note" };

    public static EnrollmentFileText Read(string text)
    {
        var rows = DelimitedText.Rows(text, Columns);
        return new EnrollmentFileText(
            [.. rows.Records.Select(r => new EnrollmentRow(r.Line, r.Fields[0], r.Fields[1], r.Fields[2], r.Fields[3], r.Fields[4]))],
            [.. rows.Missing.Where(m => !MayBeMissing.Contains(m))]);
    }
}
