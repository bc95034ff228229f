using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>A row of the charges: a service's name with its total, or one line below it.</summary>
internal readonly record struct ChargeRow(BillService Service, BillLine? Line)
{
    public static List<ChargeRow> Of(BillDocument bill) =>
        [.. bill.Services.SelectMany(s => s.Lines.Select(l => new ChargeRow(s, l)).Prepend(new ChargeRow(s, null)))];

    /// <summary>How many rows stand above each other in the height, with the total or a note below them. A service's name never stands alone at the foot.</summary>
    public static int Fit(List<ChargeRow> rows, Points height, Func<ChargeRow, Points> heightOf)
    {
        var room = height - BillLayout.TotalHeight;
        var count = 0;
        while (count < rows.Count && (room -= heightOf(rows[count])) >= 0)
            count++;
        return count < rows.Count && count > 0 && rows[count - 1].Line is null ? count - 1 : count;
    }
}
