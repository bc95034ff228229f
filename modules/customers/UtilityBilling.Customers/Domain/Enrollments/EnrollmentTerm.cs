namespace UtilityBilling.Customers.Enrollments;

/// <summary>How long an enrolment lasts and when it is looked at: the town's rule in force on its first day.</summary>
/// <param name="Months">From the first day to the end; 0 is without end.</param>
/// <param name="ReviewMonths">Before the end.</param>
internal sealed record EnrollmentTerm(int Months, int ReviewMonths)
{
    /// <summary>The span with what was left out filled in by the rule. Nothing is reviewed before it begins.</summary>
    public EnrollmentSpan Fill(DateOnly from, DateOnly? to, DateOnly? reviewOn)
    {
        var end = to ?? (Months == 0 ? null : from.AddMonths(Months));
        return new EnrollmentSpan(from, end, reviewOn ?? (end is { } day ? Later(from, day.AddMonths(-ReviewMonths)) : null));
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}

/// <summary>When an enrolment counts. The end does not count any more.</summary>
internal sealed record EnrollmentSpan(DateOnly From, DateOnly? To, DateOnly? ReviewOn)
{
    /// <summary>What is wrong with it: the last part of a refusal's code; empty when nothing is.</summary>
    public string? Problem =>
        To <= From ? "EndNotAfterStart"
        : ReviewOn < From || ReviewOn > To ? "ReviewOutside"
        : null;

    public bool Overlaps(DateOnly from, DateOnly? to) => (to is null || From < to) && (To is null || from < To);

    /// <summary>Where an enrolment stands on a day.</summary>
    public EnrollmentState On(DateOnly day, bool isRenewed) =>
        To == From ? EnrollmentState.TakenBack
        : From > day ? EnrollmentState.Upcoming
        : To <= day ? EnrollmentState.Ended
        : ReviewOn <= day && !isRenewed ? EnrollmentState.ReviewDue
        : EnrollmentState.InForce;
}
