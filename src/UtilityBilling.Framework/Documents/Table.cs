using System.Runtime.CompilerServices;
using Microsoft.Extensions.Localization;
using UtilityBilling.Localization;

namespace UtilityBilling.Documents;

/// <summary>
/// A register or list, said once: its columns with the keys of their titles and how each is read from a row. The page, the CSV file and the Excel file are made
/// from this one definition, so they cannot disagree. A definition holds no rows and no language; keep it in a static field.
/// </summary>
/// <param name="name">The file's name without extension, in lower case: <c>billing-register</c>.</param>
/// <param name="titleKey">The localisation key of the table's title, which is its caption on screen and its sheet's name.</param>
public sealed class Table<T>(string name, string titleKey)
{
    private readonly List<TableColumn<T>> _columns = [];

    public string Name { get; } = name;

    public string TitleKey { get; } = titleKey;

    public IReadOnlyList<TableColumn<T>> Columns => _columns;

    public Table<T> Text(string titleKey, Func<T, string?> value, int width = 18, string? sort = null, Func<T, string?>? link = null) =>
        Add(new(titleKey, CellFormat.Text, width, false, (row, _) => value(row), sort, link));

    /// <summary>A code in the reader's words: the text <c>prefix + code</c>, or the code where the town named it itself.</summary>
    public Table<T> Word(string titleKey, string prefix, Func<T, string> code, int width = 18, string? sort = null) =>
        Add(new(titleKey, CellFormat.Text, width, false, (row, texts) => texts.Word(prefix + code(row), code(row)), sort, null));

    /// <summary>Several codes in words, with commas between.</summary>
    public Table<T> Words(string titleKey, string prefix, Func<T, IEnumerable<string>> codes, int width = 30) =>
        Add(new(titleKey, CellFormat.Text, width, false, (row, texts) => string.Join(", ", codes(row).Select(code => texts.Word(prefix + code, code))), null, null));

    public Table<T> Money(string titleKey, Func<T, decimal?> value, bool total = false, string? sort = null) =>
        Add(new(titleKey, CellFormat.Money, 14, total, (row, _) => value(row), sort, null));

    public Table<T> Quantity(string titleKey, Func<T, decimal?> value, bool total = false, string? sort = null) =>
        Add(new(titleKey, CellFormat.Quantity, 12, total, (row, _) => value(row), sort, null));

    public Table<T> Date(string titleKey, Func<T, DateOnly?> value, string? sort = null) =>
        Add(new(titleKey, CellFormat.Date, 12, false, (row, _) => value(row), sort, null));

    public Table<T> Integer(string titleKey, Func<T, long?> value, bool total = false, string? sort = null) =>
        Add(new(titleKey, CellFormat.Integer, 10, total, (row, _) => value(row), sort, null));

    /// <summary>The table as a page shows it. Pass <paramref name="totals"/> only when <paramref name="rows"/> are all rows, not one page of them.</summary>
    public ScreenTable ToScreen(IEnumerable<T> rows, IStringLocalizer localizer, bool totals = false)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(localizer);
        var columns = Localise(localizer);
        var sums = new ColumnTotals(columns);
        var lines = new List<IReadOnlyList<ScreenCell>>();
        foreach (var row in rows)
        {
            var values = Values(row, localizer);
            sums.Add(values);
            lines.Add([.. _columns.Select((c, i) => new ScreenCell(ScreenTable.Show(values[i], c.Format), c.Link?.Invoke(row)))]);
        }
        IReadOnlyList<string>? totalsRow = totals && sums.Any ? [.. sums.Row(TotalLabel).Select((v, i) => ScreenTable.Show(v, v is string ? CellFormat.Text : columns[i].Format))] : null;
        return new ScreenTable(localizer[TitleKey], [.. _columns.Select((c, i) => new ScreenColumn(columns[i].Title, c.Format, c.Sort))], lines, totalsRow);
    }

    /// <summary>The table as a file's content, rows taken as they come.</summary>
    public Spreadsheet ToSpreadsheet(IAsyncEnumerable<T> rows, IStringLocalizer localizer)
    {
        ArgumentNullException.ThrowIfNull(localizer);
        return new Spreadsheet(localizer[TitleKey], Localise(localizer), Stream(rows, localizer));
    }

    /// <summary>The same word in English and Spanish.</summary>
    public const string TotalLabel = "Total";

    private Table<T> Add(TableColumn<T> column)
    {
        _columns.Add(column);
        return this;
    }

    private List<SpreadsheetColumn> Localise(IStringLocalizer localizer) =>
        [.. _columns.Select(c => new SpreadsheetColumn(localizer[c.TitleKey], c.Format, c.Width, c.HasTotal))];

    private object?[] Values(T row, IStringLocalizer localizer)
    {
        var values = new object?[_columns.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = _columns[i].Value(row, localizer);
        return values;
    }

    private async IAsyncEnumerable<object?[]> Stream(IAsyncEnumerable<T> rows, IStringLocalizer localizer, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return Values(row, localizer);
    }
}

/// <summary>One column of a table. <paramref name="Sort"/> is the name that the list sorts by, if it can; <paramref name="Link"/> the address that a cell leads to.</summary>
public sealed record TableColumn<T>(string TitleKey, CellFormat Format, int Width, bool HasTotal, Func<T, IStringLocalizer, object?> Value, string? Sort, Func<T, string?>? Link);
