using UtilityBilling.Domain;

namespace UtilityBilling.Customers;

/// <summary>Where a metered service meets the premise. Its cycle, route and place in the walk belong here, never to the account.</summary>
internal sealed class ServicePoint : AggregateRoot
{
    public required Guid PremiseId { get; init; }
    public required string Service { get; init; }
    public required Guid CycleId { get; set; }
    public required Guid RouteId { get; set; }

    /// <summary>Place in the walk of the route.</summary>
    public int Sequence { get; set; }

    public string? Location { get; set; }
    public ServicePointState State { get; set; }
    public bool CanShutOff { get; set; }
    public string? CannotShutOffReason { get; set; }
}

/// <summary>
/// One service of one occupancy, from–to: what a bill run must account for. No two overlap for one service at one service point, or for an unmetered
/// service at one premise: the database refuses. Class, cycle and rate are always there, so that none can be forgotten (PR-11).
/// </summary>
internal sealed class ServiceAgreement : AggregateRoot
{
    public required Guid OccupancyId { get; init; }
    public required Guid PremiseId { get; init; }
    public required string Service { get; init; }

    /// <summary>Only when metered.</summary>
    public Guid? ServicePointId { get; init; }

    public required string CustomerClass { get; set; }
    public required Guid CycleId { get; set; }

    /// <summary>The reading route of a metered service.</summary>
    public Guid? RouteId { get; set; }

    public required DateOnly From { get; init; }
    public DateOnly? To { get; set; }
}

/// <summary>Which rate of the tariff an agreement is billed by, over time.</summary>
internal sealed class RateAssignment : ChildRow
{
    public required Guid AgreementId { get; init; }
    public required int N { get; init; }
    public required string RateCode { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; set; }
}

/// <summary>What feeds an agreement's usage: registers of a service point, other agreements, or a fixed quantity, each with sign and share (sewer = water − irrigation).</summary>
internal sealed class UsageSource : ChildRow
{
    public required Guid AgreementId { get; init; }
    public required int N { get; init; }
    public UsageSourceKind Kind { get; init; }
    public Guid? ServicePointId { get; init; }
    public Guid? SourceAgreementId { get; init; }

    /// <summary>+1 adds, −1 takes away.</summary>
    public required int Sign { get; init; }

    /// <summary>The part that counts: 1 is all of it.</summary>
    public required decimal Share { get; init; }

    /// <summary>In the service's billing unit, for <see cref="UsageSourceKind.Fixed"/>.</summary>
    public decimal? FixedQuantity { get; init; }

    public required DateOnly From { get; init; }
    public DateOnly? To { get; set; }
}
