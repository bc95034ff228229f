namespace UtilityBilling.Customers.BillingScope;

/// <summary>
/// The view that tells other modules' set-based statements which agreements exist to be billed, so that a run of 100,000 accounts need not carry its scope through
/// the program: <c>tenant_id, agreement_id, occupancy_id, cycle_id, service, "from", "to", moved_out</c>. Pending and voided occupancies are not in it.
/// </summary>
public static class BillableAgreements
{
    public const string View = "customers.billable_agreements";
}

/// <summary>What a bill run must account for: every agreement of a cycle that is in force on at least one day of a period.</summary>
public interface IBillingScopeIntegrationService
{
    /// <summary>Occupancies that ended after a day and up to another: those who may owe a final bill. At most <paramref name="limit"/>, the latest first.</summary>
    Task<IReadOnlyList<EndedOccupancy>> EndedAsync(DateOnly after, DateOnly through, int limit, CancellationToken cancellationToken = default);

    /// <summary>Everything a tariff may ask of these occupancies, as it was in the period. In the order of the ids given.</summary>
    Task<IReadOnlyList<OccupancyForBilling>> LoadAsync(IReadOnlyCollection<Guid> occupancyIds, Guid cycleId, DateOnly from, DateOnly to, CancellationToken cancellationToken = default);

    /// <summary>The agreements of accounts that are in force on at least one day of a period, of one service or of all.</summary>
    Task<IReadOnlyList<AgreementPlace>> AgreementsAsync(IReadOnlyCollection<Guid> accountIds, string? service, DateOnly from, DateOnly to, CancellationToken cancellationToken = default);

    /// <summary>Agreements of a cycle and service that are in force on a day, at most <paramref name="limit"/>: enough to see what is usual.</summary>
    Task<IReadOnlyList<Guid>> SampleAsync(Guid cycleId, string service, DateOnly day, int limit, CancellationToken cancellationToken = default);

    /// <summary>Service points and premises of the cycle that look billable but that no agreement covers on the period's last day (PR-10).</summary>
    Task<IReadOnlyList<UncoveredProperty>> UncoveredAsync(Guid cycleId, DateOnly lastDay, int limit, CancellationToken cancellationToken = default);
}

public sealed record EndedOccupancy(Guid OccupancyId, Guid AccountId, DateOnly To);

/// <summary>An agreement, and where it is billed.</summary>
public sealed record AgreementPlace(Guid AgreementId, string Service, Guid OccupancyId, Guid AccountId, Guid CycleId);

/// <summary>An occupancy with its agreements, the premise's facts and its enrolments in a period.</summary>
public sealed record OccupancyForBilling(
    Guid OccupancyId,
    Guid AccountId,
    Guid PremiseId,
    string AccountNumber,
    string PremiseAddress,
    DateOnly From,
    DateOnly? To,
    OccupancyStatus Status,
    IReadOnlyList<AgreementForBilling> Agreements,
    IReadOnlyList<FactForBilling> Facts,
    IReadOnlyList<EnrollmentForBilling> Enrollments);

/// <param name="AgreementId">The agreement.</param>
/// <param name="Service">For example <c>water</c>.</param>
/// <param name="ServicePointId">Where it is metered; empty when it is not.</param>
/// <param name="CustomerClass">For example <c>residential</c>.</param>
/// <param name="RateCode">The rate in force on the period's last day.</param>
/// <param name="From">First day.</param>
/// <param name="To">First day no longer in force.</param>
/// <param name="Sources">What feeds its usage, as of its last day in the period: with the agreement its sources end.</param>
/// <param name="Stops">Its temporary stops that touch the period, in order.</param>
public sealed record AgreementForBilling(
    Guid AgreementId,
    string Service,
    Guid? ServicePointId,
    string CustomerClass,
    string? RateCode,
    DateOnly From,
    DateOnly? To,
    IReadOnlyList<UsageSourceForBilling> Sources,
    IReadOnlyList<StopForBilling> Stops);

/// <summary>A temporary stop of one service, half-open; open where nobody knows when it starts again.</summary>
public sealed record StopForBilling(DateOnly From, DateOnly? To);

public sealed record UsageSourceForBilling(UsageSourceKind Kind, Guid? ServicePointId, Guid? SourceAgreementId, int Sign, decimal Share, decimal? FixedQuantity);

/// <summary>A premise's fact in the period; where it changed inside the period, the one of the last day.</summary>
public sealed record FactForBilling(string Name, string Value);

public sealed record EnrollmentForBilling(string Program, DateOnly From, DateOnly? To);

/// <param name="Kind"><c>servicePoint</c>: a place with a meter or running water without an agreement; <c>impervious</c>: a premise with impervious area without stormwater.</param>
public sealed record UncoveredProperty(string Kind, Guid PremiseId, Guid? ServicePointId, string Address, string Service);
