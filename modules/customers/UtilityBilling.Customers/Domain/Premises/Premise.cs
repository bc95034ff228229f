using UtilityBilling.Domain;

namespace UtilityBilling.Customers;

/// <summary>The property, or a unit of one. It outlives every owner, tenant and meter.</summary>
internal sealed class Premise : AggregateRoot
{
    public required string AddressLine { get; set; }
    public string? Unit { get; set; }
    public required string City { get; set; }
    public required string State { get; set; }
    public required string Zip { get; set; }

    /// <summary>Street, then number: the order in which people look for an address.</summary>
    public required string SortKey { get; set; }

    public Guid? ParcelId { get; set; }

    /// <summary>The billing cycle of a premise without a meter; a metered one takes its service point's.</summary>
    public Guid? CycleId { get; set; }

    public string? Note { get; set; }
    public string? LegacySystem { get; set; }
    public string? LegacyId { get; set; }

    /// <summary>The address on one line.</summary>
    public string Place() => Unit is null ? AddressLine : $"{AddressLine} {Unit}";
}

/// <summary>The assessor's parcel under a premise.</summary>
internal sealed class Parcel : AggregateRoot
{
    public required string Number { get; set; }
    public string? LegalDescription { get; set; }
    public string? OwnerOfRecord { get; set; }

    /// <summary>Square feet.</summary>
    public decimal? AreaSqFt { get; set; }
}

/// <summary>
/// Something true of a premise for a time that a tariff may ask for: dwelling units, impervious square feet, class, zone. A rebill of a past period uses
/// the facts of that period. From counts, To does not; no two of one name overlap.
/// </summary>
internal sealed class PremiseFact : AggregateRoot
{
    public required Guid PremiseId { get; init; }
    public required string Name { get; init; }
    public required string Value { get; set; }
    public required DateOnly From { get; set; }
    public DateOnly? To { get; set; }
    public required string Source { get; set; }
    public required Guid EnteredBy { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }
}

/// <summary>Who owned a premise, and when.</summary>
internal sealed class Ownership : AggregateRoot
{
    public required Guid PremiseId { get; init; }
    public required Guid CustomerId { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; set; }
}
