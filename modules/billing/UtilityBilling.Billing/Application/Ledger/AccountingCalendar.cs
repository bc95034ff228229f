using Npgsql;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Settings;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Ledger;

/// <summary>A day in the books and the open period that it lies in.</summary>
internal readonly record struct BookDay(DateOnly Date, Guid PeriodId);

/// <summary>
/// Finds the day in the books for a business date: the date itself while its month is open, else the first day of the next open month. A month is a row of its own, written open when it is first posted into, and never
/// more than the town's months ahead of the present one; once it is closing or closed nothing is posted into it.
/// </summary>
internal sealed class AccountingCalendar(BulkWriter bulk, ISettingProvider settings, IGuidGenerator guids, IClock clock, ICurrentTenant tenant)
{
    private const int MonthsSearched = 24;
    private readonly Dictionary<DateOnly, BookDay> _known = [];

    public async Task<BookDay> DayForAsync(DateOnly date, CancellationToken cancellationToken = default)
    {
        if (_known.TryGetValue(date, out var known))
            return known;
        var last = await LastMonthAsync(date, cancellationToken);
        var month = new DateOnly(date.Year, date.Month, 1);
        for (var i = 0; i < MonthsSearched && month <= last; i++, month = month.AddMonths(1))
            if (await OpenPeriodAsync(month, cancellationToken) is { } period)
                return _known[date] = new BookDay(i == 0 ? date : month, period);
        throw new BusinessException("Billing:Ledger.NoOpenPeriod").WithData("Date", date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The latest month that may be posted into. Refused when the date itself lies beyond it.</summary>
    private async Task<DateOnly> LastMonthAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var ahead = await settings.GetIntAsync(LedgerSettings.MonthsAhead, today, cancellationToken);
        var last = new DateOnly(today.Year, today.Month, 1).AddMonths(ahead);
        return date < last.AddMonths(1) ? last : throw new BusinessException("Billing:Ledger.TooFarAhead")
            .WithData("Date", date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).WithData("Months", ahead).WithData("Last", last.AddMonths(1).AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The month's period if it is open. A month that nobody has touched yet is opened.</summary>
    private async Task<Guid?> OpenPeriodAsync(DateOnly month, CancellationToken cancellationToken)
    {
        if (await FindAsync(month, cancellationToken) is not { } found)
        {
            await bulk.ExecuteAsync(
                """insert into billing.accounting_periods (tenant_id, id, "from", "to", state) values ($1, $2, $3, $4, 'Open') on conflict do nothing""",
                [Arg.Of(tenant.Id), Arg.Of(guids.Create()), Arg.Of(month), Arg.Of(month.AddMonths(1))], cancellationToken);
            found = await FindAsync(month, cancellationToken) ?? throw new InvalidOperationException($"The accounting period of {month} could not be opened.");
        }
        return found.IsOpen ? found.Id : null;
    }

    private async Task<(Guid Id, bool IsOpen)?> FindAsync(DateOnly month, CancellationToken cancellationToken)
    {
        var rows = await bulk.QueryAsync(
            """select id, state = 'Open' from billing.accounting_periods where "from" <= $1 and "to" > $1""",
            [Arg.Of(month)], r => (r.GetGuid(0), r.GetBoolean(1)), cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }
}
