using System.Diagnostics;
using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Microsoft.Extensions.Localization;
using Shouldly;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.Documents;
using Xunit;

namespace UtilityBilling.UnitTests.Documents;

/// <summary>M25: every register and list goes to Excel and CSV as it stands on the screen.</summary>
public sealed class SpreadsheetTests
{
    private sealed record Line(string Account, string Name, decimal? Amount, decimal? Usage, DateOnly? Due, long? Days);

    private static readonly Table<Line> Register = new Table<Line>("billing-register", "Register.Title")
        .Text("Register.Account", l => l.Account, link: l => $"/Accounts/{l.Account}")
        .Text("Register.Name", l => l.Name, width: 30)
        .Money("Register.Amount", l => l.Amount, total: true, sort: "amount")
        .Quantity("Register.Usage", l => l.Usage)
        .Date("Register.Due", l => l.Due)
        .Integer("Register.Days", l => l.Days, total: true);

    private static readonly Line[] Lines =
    [
        new("0004711", "=HYPERLINK(\"x\")", 1234.50m, 12.345m, new DateOnly(2026, 11, 3), 61),
        new("0004712", "Nuñez & Sons <\"A\">", -20.05m, 7m, new DateOnly(2024, 2, 29), 62),
        new("0004713", "-Dash, \u0001Bell", null, null, null, null),
    ];

    [Fact]
    public async Task An_account_number_keeps_its_zeros_and_a_name_never_becomes_a_formula_in_Excel()
    {
        using var book = await Workbook(Lines);

        book.Text(0, "A2").ShouldBe("0004711");
        book.Text(0, "B2").ShouldBe("=HYPERLINK(\"x\")");
        book.Text(0, "B3").ShouldBe("Nuñez & Sons <\"A\">");
        book.Text(0, "B4").ShouldBe("-Dash, Bell");
        book.HasFormula.ShouldBeFalse();
    }

    [Fact]
    public async Task Money_dates_and_counts_are_real_numbers_with_their_formats_in_Excel()
    {
        using var book = await Workbook(Lines);

        book.Number(0, "C2").ShouldBe("1234.50");
        book.NumberFormat(0, "C2").ShouldBe("4", "4 is Excel's own #,##0.00");
        book.Number(0, "D2").ShouldBe("12.345");
        book.Number(0, "E2").ShouldBe("46329", "days from 1899-12-30 to 2026-11-03");
        book.Number(0, "E3").ShouldBe("45351", "days from 1899-12-30 to 2024-02-29");
        book.NumberFormat(0, "E2").ShouldBe("yyyy\\-mm\\-dd");
        book.Number(0, "F3").ShouldBe("62");
    }

    [Fact]
    public async Task The_totals_row_stands_below_the_data_outside_the_filter()
    {
        using var book = await Workbook(Lines);

        book.Text(0, "A5").ShouldBe("Total");
        book.Number(0, "C5").ShouldBe("1214.45", "1234.50 - 20.05");
        book.Number(0, "F5").ShouldBe("123", "61 + 62");
        book.RowCount(0).ShouldBe(5);
        book.Element(0, "autoFilter")!.Attribute("ref")!.Value.ShouldBe("A1:F4");
        book.Element(0, "pane")!.Attribute("state")!.Value.ShouldBe("frozen");
    }

    [Fact]
    public async Task A_sheet_without_rows_is_still_a_workbook()
    {
        using var book = await Workbook([]);

        book.RowCount(0).ShouldBe(2);
        book.Number(0, "C2").ShouldBe("0");
    }

    [Fact]
    public async Task What_one_sheet_cannot_hold_goes_on_to_the_next_and_the_total_covers_both()
    {
        using var book = await Workbook(Lines, new XlsxWriter { MaxRowsPerSheet = 2 });

        book.Sheets.Select(s => s.Name).ShouldBe(["Billing register", "Billing register (2)"]);
        book.RowCount(0).ShouldBe(3);
        book.Text(1, "A2").ShouldBe("0004713");
        book.Number(1, "C3").ShouldBe("1214.45");
    }

    [Fact]
    public async Task Notes_stand_on_a_sheet_of_their_own()
    {
        using var book = await Workbook(Lines, notes: [new("Town", "Riverbend"), new("Cycle", "Even")]);

        book.Sheets[1].Name.ShouldBe("Info");
        book.Text(1, "A3").ShouldBe("Cycle");
        book.Text(1, "B3").ShouldBe("Even");
    }

    [Fact]
    public async Task Excel_finds_nothing_to_repair()
    {
        using var stream = new MemoryStream(await Write(new XlsxWriter(), Lines, [new("Town", "Riverbend")]));
        using var document = SpreadsheetDocument.Open(stream, isEditable: false);

        new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document, TestContext.Current.CancellationToken).Select(e => $"{e.Path?.XPath}: {e.Description}").ShouldBeEmpty();
    }

    [Fact]
    public async Task CSV_is_UTF8_with_mark_and_guards_text_but_not_numbers()
    {
        var bytes = await Write(new CsvWriter(), Lines);

        bytes[..3].ShouldBe(Encoding.UTF8.Preamble.ToArray());
        Encoding.UTF8.GetString(bytes[3..]).ShouldBe(
            "Account,Name,Amount,Usage,Due,Days\r\n" +
            "0004711,\"'=HYPERLINK(\"\"x\"\")\",1234.50,12.345,2026-11-03,61\r\n" +
            "0004712,\"Nuñez & Sons <\"\"A\"\">\",-20.05,7,2024-02-29,62\r\n" +
            "0004713,\"'-Dash, \u0001Bell\",,,,\r\n");
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    public async Task CSV_puts_an_apostrophe_before_each_dangerous_first_character(string name)
    {
        var text = Encoding.UTF8.GetString(await Write(new CsvWriter(), [Lines[0] with { Name = name }]));

        text.ShouldContain("'" + name);
    }

    [Fact]
    public void The_screen_shows_the_same_cells_and_totals()
    {
        var screen = Register.ToScreen(Lines, new Titles(), totals: true);

        screen.Title.ShouldBe("Billing register");
        screen.Rows[0].Select(c => c.Text).ShouldBe(["0004711", "=HYPERLINK(\"x\")", "1,234.50", "12.345", "2026-11-03", "61"]);
        screen.Rows[0][0].Link.ShouldBe("/Accounts/0004711");
        screen.Rows[2].Select(c => c.Text).ShouldBe(["0004713", "-Dash, \u0001Bell", "", "", "", ""]);
        screen.Totals.ShouldBe(["Total", "", "1,214.45", "", "", "123"]);
        screen.Columns[2].IsNumeric.ShouldBeTrue();
        screen.Columns[2].Sort.ShouldBe("amount");
    }

    [Fact]
    public async Task A_spanish_clerk_in_any_culture_gets_the_same_file()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("es-ES");
            using var book = await Workbook(Lines);
            book.Number(0, "C2").ShouldBe("1234.50");
            Encoding.UTF8.GetString(await Write(new CsvWriter(), Lines)).ShouldContain(",1234.50,12.345,2026-11-03,61");
            Register.ToScreen(Lines, new Titles()).Rows[0][2].Text.ShouldBe("1,234.50");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task A_hundred_thousand_rows_are_written_whole()
    {
        var rows = Enumerable.Range(1, 100_000).Select(i => new Line($"{i:D7}", "Customer " + i, i / 100m, i, new DateOnly(2026, 1, 1).AddDays(i % 365), 61));
        var watch = Stopwatch.StartNew();
        var bytes = await Write(new XlsxWriter(), rows);
        TestContext.Current.SendDiagnosticMessage($"100,000 rows: {watch.ElapsedMilliseconds} ms, {bytes.Length / 1024} KB, {GC.GetTotalMemory(false) >> 20} MiB");

        using var book = new WorkbookReader(new MemoryStream(bytes));
        book.RowCount(0).ShouldBe(100_002);
        book.Number(0, "C100002").ShouldBe("50000500.00", "1 + 2 + … + 100,000 cents = 5,000,050,000 cents");
    }

    private static async Task<WorkbookReader> Workbook(
        IEnumerable<Line> lines, XlsxWriter? writer = null, IReadOnlyList<KeyValuePair<string, string>>? notes = null) =>
        new(new MemoryStream(await Write(writer ?? new XlsxWriter(), lines, notes)));

    private static async Task<byte[]> Write(ISpreadsheetWriter writer, IEnumerable<Line> lines, IReadOnlyList<KeyValuePair<string, string>>? notes = null)
    {
        using var stream = new MemoryStream();
        var expected = lines.LongCount();
        var count = await writer.WriteAsync(stream, Register.ToSpreadsheet(lines.ToAsyncEnumerable(), new Titles()) with { Notes = notes ?? [] }, TestContext.Current.CancellationToken);
        count.ShouldBe(expected);
        return stream.ToArray();
    }

    private sealed class Titles : IStringLocalizer
    {
        public LocalizedString this[string name] => new(name, name == "Register.Title" ? "Billing register" : name["Register.".Length..]);

        public LocalizedString this[string name, params object[] arguments] => this[name];

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
    }
}
