namespace UtilityBilling.Billing.Calendars;

/// <summary>The dates that a statement carries, and each that was moved with the reason. What the town has no rule for is not there.</summary>
internal sealed record RunDates(DateOnly BillDate, DateOnly DueDate, DateOnly? ReminderDate, DateOnly? CallDate, DateOnly? ShutOffDate, IReadOnlyList<DateMove> Moves);

/// <summary>Where a statement's later dates come from: nobody types them.</summary>
internal interface IRunDates
{
    /// <summary>
    /// For final, off-cycle and rebilled statements: by the off-cycle rule in force on the bill date. A town without rules gives its least days from mailing to
    /// due, ended on a business day, and no later dates.
    /// </summary>
    /// <param name="cycleId">The cycle whose rules count; none for the town's.</param>
    Task<RunDates> OffCycleAsync(Guid? cycleId, DateOnly billDate, CancellationToken cancellationToken = default);

    /// <summary>
    /// For a regular run whose bills are dated or mailed on the day: the period's published dates, pushed where the least days from mailing to due would be
    /// missed. Without moves, nothing is pushed.
    /// </summary>
    Task<RunDates> LatestAsync(BillingPeriod period, DateOnly billDate, CancellationToken cancellationToken = default);
}
