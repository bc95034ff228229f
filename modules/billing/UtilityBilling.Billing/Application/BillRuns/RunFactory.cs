using UtilityBilling.Billing.Calendars;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Data;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Makes the head of a run that the calendar does not call for; its dates come from the off-cycle rule.</summary>
internal sealed class RunFactory(IUtilityBillingDbContext database, INumberSeries numbers, IRunDates dates, AccountingCalendar books, IGuidGenerator guids, IClock clock, ICurrentUser user)
{
    public const string Numbers = "bill-runs";

    /// <param name="kind">Any but the regular one.</param>
    /// <param name="billDate">Today when left out; never after it.</param>
    /// <param name="reason">For runs that take bills back.</param>
    /// <param name="rollsBack">The run that a rollback undoes.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<BillRun> CreateAsync(BillRunKind kind, DateOnly? billDate, string? reason, Guid? rollsBack, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        if (billDate > today)
            throw new BusinessException("Billing:BillRun.OffCycleInFuture").WithData("Today", today).ForField("Input.BillDate");
        var day = billDate ?? today;
        await books.DayForAsync(day, cancellationToken).ConfigureAwait(false);
        var run = new BillRun
        {
            Id = guids.Create(),
            Number = (int)await numbers.NextAsync(Numbers, 1, cancellationToken).ConfigureAwait(false),
            Kind = kind,
            Reason = reason,
            RollsBackRunId = rollsBack,
            BillDate = day,
            DueDate = (await dates.OffCycleAsync(null, day, cancellationToken).ConfigureAwait(false)).DueDate,
            State = BillRunState.Scoped,
            PreparedBy = user.Required.UserId,
            PreparedByName = user.Required.DisplayName,
            PreparedAt = clock.UtcNow,
        };
        database.Set<BillRun>().Add(run);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return run;
    }
}
