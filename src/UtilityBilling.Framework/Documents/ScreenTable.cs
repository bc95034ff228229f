using System.Globalization;

namespace UtilityBilling.Documents;

/// <summary>A table ready to be shown: every cell is text in the right form. <see cref="Totals"/> is null when there is no totals row.</summary>
public sealed record ScreenTable(
    string Title, IReadOnlyList<ScreenColumn> Columns, IReadOnlyList<IReadOnlyList<ScreenCell>> Rows, IReadOnlyList<string>? Totals)
{
    /// <summary>A value as people read it on screen: 1,234.50, 2026-11-03, 12.5; nothing for null.</summary>
    public static string Show(object? value, CellFormat format) => value switch
    {
        null => "",
        string text => text,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        decimal number when format == CellFormat.Money => number.ToString("#,##0.00", CultureInfo.InvariantCulture),
        decimal number => number.ToString("#,##0.######", CultureInfo.InvariantCulture),
        long count => count.ToString("#,##0", CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A cell cannot hold {value.GetType().Name}.", nameof(value)),
    };
}

/// <summary>A column's heading. Numbers stand on the right. <paramref name="Sort"/> is null when the list cannot be sorted by it.</summary>
public sealed record ScreenColumn(string Title, CellFormat Format, string? Sort)
{
    public bool IsNumeric => Format is CellFormat.Money or CellFormat.Quantity or CellFormat.Integer;
}

/// <summary>A cell's text and, where it leads somewhere, the address.</summary>
public sealed record ScreenCell(string Text, string? Link);
