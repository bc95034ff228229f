using UtilityBilling.Customers;

namespace UtilityBilling.DemoData;

/// <summary>Somebody in a demo town: a person, a firm or a block's owner.</summary>
internal sealed record DemoCustomer(Guid Id, CustomerKind Kind, string? FirstName, string LastName, string Language, string? Email, string Phone, bool IsStaff, PostalAddress? Mailing);

/// <summary>A place with its meter, and who lives there at the moment.</summary>
internal sealed class DemoPremise
{
    /// <summary>Place in the town, counted from 0: chance is drawn by it.</summary>
    public required int Index { get; init; }
    public required int CycleIndex { get; init; }
    public required int RouteIndex { get; init; }
    public required int Sequence { get; init; }
    public required string AddressLine { get; init; }
    public required string Zip { get; init; }
    public required string Class { get; init; }
    public required int Units { get; init; }
    public required int ImperviousSqFt { get; init; }
    public required string MeterSize { get; init; }
    public required string MeterSerial { get; init; }
    public required string? EndpointId { get; init; }
    public required int Dials { get; init; }
    public required bool IsVacant { get; init; }
    public required bool HasDiscount { get; init; }
    public required DemoCustomer Owner { get; init; }

    /// <summary>The owner again, or a tenant; empty while vacant.</summary>
    public required DemoCustomer? Occupant { get; init; }
    public required DateOnly Since { get; init; }

    public required Guid PremiseId { get; init; }
    public required Guid ParcelId { get; init; }
    public required Guid ServicePointId { get; init; }
    public required Guid RegisterId { get; init; }
    public required Guid OccupancyId { get; init; }

    /// <summary>The present account; changes when somebody else moves in.</summary>
    public required Guid AccountId { get; set; }
    public string AccountNumber { get; set; } = "";

    /// <summary>What the register showed on the first day of the history.</summary>
    public decimal InRead { get; set; }
}
