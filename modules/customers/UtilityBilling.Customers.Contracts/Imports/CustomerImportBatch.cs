namespace UtilityBilling.Customers.Imports;

/// <summary>
/// A batch of records that belong together. Any list may be empty. Tens of thousands of rows a list are fine; a town of 100,000 accounts comes in several batches.
/// </summary>
/// <param name="Id">Names the batch in the audit.</param>
/// <param name="Origin">Where it comes from, for example <c>demo</c> or the old system's name; the source of its facts and enrolments unless they name their own.</param>
public sealed record CustomerImportBatch(Guid Id, string Origin)
{
    public IReadOnlyList<ParcelImport> Parcels { get; init; } = [];
    public IReadOnlyList<CustomerImport> Customers { get; init; } = [];
    public IReadOnlyList<PremiseImport> Premises { get; init; } = [];
    public IReadOnlyList<PremiseFactImport> Facts { get; init; } = [];
    public IReadOnlyList<OwnershipImport> Ownerships { get; init; } = [];
    public IReadOnlyList<AccountImport> Accounts { get; init; } = [];
    public IReadOnlyList<OccupancyImport> Occupancies { get; init; } = [];
    public IReadOnlyList<ServicePointImport> ServicePoints { get; init; } = [];
    public IReadOnlyList<AgreementImport> Agreements { get; init; } = [];
    public IReadOnlyList<EnrollmentImport> Enrollments { get; init; } = [];
}

/// <summary>The assessor's parcel; the number is unique in the town.</summary>
public sealed record ParcelImport(Guid Id, string Number)
{
    public string? LegalDescription { get; init; }
    public string? OwnerOfRecord { get; init; }

    /// <summary>Square feet.</summary>
    public decimal? AreaSqFt { get; init; }
}

/// <param name="LastName">The family name, or the organisation's name.</param>
public sealed record CustomerImport(Guid Id, CustomerKind Kind, string? FirstName, string LastName)
{
    /// <summary><c>en</c> or <c>es</c>.</summary>
    public string Language { get; init; } = "en";
    public string? Email { get; init; }
    public string? Phone { get; init; }

    /// <summary>Empty when mail goes to the service address.</summary>
    public PostalAddress? Mailing { get; init; }
    public bool IsStaff { get; init; }
    public IReadOnlyList<ContactImport> Contacts { get; init; } = [];
    public string? LegacySystem { get; init; }
    public string? LegacyId { get; init; }
}

/// <summary>A further way to reach a customer.</summary>
public sealed record ContactImport(ContactKind Kind, string Value, string? Label = null);

/// <param name="AddressLine">Number and street, for example <c>1204 Chemawa Rd NE</c>.</param>
public sealed record PremiseImport(Guid Id, string AddressLine, string City, string State, string Zip)
{
    public string? Unit { get; init; }
    public Guid? ParcelId { get; init; }

    /// <summary>The billing cycle of a premise without a meter.</summary>
    public Guid? CycleId { get; init; }
    public string? Note { get; init; }
    public string? LegacySystem { get; init; }
    public string? LegacyId { get; init; }
}

/// <summary>Something true of a premise from a day on, for example <c>units</c> = <c>4</c>. From counts, To does not.</summary>
public sealed record PremiseFactImport(Guid Id, Guid PremiseId, string Name, string Value, DateOnly From, DateOnly? To = null, string? Source = null);

public sealed record OwnershipImport(Guid Id, Guid PremiseId, Guid CustomerId, DateOnly From, DateOnly? To = null);

/// <param name="Number">The account's number for life; the town's next one, in the order of the list, when null.</param>
public sealed record AccountImport(Guid Id, string? Number, Guid CustomerId, DateOnly OpenedOn)
{
    public StatementDelivery Delivery { get; init; }
    public string? Attention { get; init; }

    /// <summary>Where this account's mail goes when it is not the customer's own address.</summary>
    public PostalAddress? Mailing { get; init; }
    public string? LegacySystem { get; init; }
    public string? LegacyId { get; init; }
}

/// <summary>An account at a premise. From counts, To does not.</summary>
public sealed record OccupancyImport(Guid Id, Guid AccountId, Guid PremiseId, DateOnly From, DateOnly? To, OccupancyRole Role, OccupancyStatus Status)
{
    public OwnerCopy OwnerCopy { get; init; }
    public string? ForwardingAddress { get; init; }
    public string? EndReason { get; init; }
}

/// <summary>Where a metered service meets the premise.</summary>
/// <param name="Sequence">Place in the walk of the route.</param>
public sealed record ServicePointImport(Guid Id, Guid PremiseId, string Service, Guid CycleId, Guid RouteId, int Sequence)
{
    public string? Location { get; init; }
    public ServicePointState State { get; init; }

    /// <summary>Why water cannot be shut off here; empty when it can.</summary>
    public string? CannotShutOffReason { get; init; }
}

/// <summary>One service of an occupancy with its rates over time and what feeds its usage.</summary>
/// <param name="CustomerClass">For example <c>residential</c>.</param>
public sealed record AgreementImport(Guid Id, Guid OccupancyId, Guid PremiseId, string Service, string CustomerClass, Guid CycleId, DateOnly From, DateOnly? To)
{
    /// <summary>Only when metered; then the route is required.</summary>
    public Guid? ServicePointId { get; init; }
    public Guid? RouteId { get; init; }

    /// <summary>At least one, the first from the agreement's first day.</summary>
    public required IReadOnlyList<RateImport> Rates { get; init; }

    public IReadOnlyList<UsageSourceImport> Sources { get; init; } = [];
}

/// <param name="RateCode">A service key of the tariff, for example <c>water</c>.</param>
public sealed record RateImport(string RateCode, DateOnly From, DateOnly? To = null);

/// <param name="Sign">+1 adds, −1 takes away.</param>
/// <param name="Share">The part that counts: 1 is all of it.</param>
public sealed record UsageSourceImport(UsageSourceKind Kind, DateOnly From, DateOnly? To = null, int Sign = 1, decimal Share = 1m)
{
    public Guid? ServicePointId { get; init; }
    public Guid? SourceAgreementId { get; init; }

    /// <summary>In the service's billing unit.</summary>
    public decimal? FixedQuantity { get; init; }
}

/// <param name="Program">For example <c>lowIncome</c>.</param>
public sealed record EnrollmentImport(Guid Id, Guid PremiseId, Guid? AccountId, string Program, DateOnly From, DateOnly? To = null, DateOnly? ReviewOn = null);
