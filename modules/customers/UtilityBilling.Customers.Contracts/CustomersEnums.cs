namespace UtilityBilling.Customers;

public enum CustomerKind { Person, Organization }

public enum ContactKind { Phone, Email, Other }

/// <summary>How a customer gets statements.</summary>
public enum StatementDelivery { Paper, Email, Both }

/// <summary>How somebody lives at a premise.</summary>
public enum OccupancyRole
{
    Owner,
    Tenant,

    /// <summary>The landlord, between two tenants.</summary>
    Landlord,
}

/// <summary>Where an occupancy stands: waiting for its first day, living there, moved out with the final bill to come, done.</summary>
public enum OccupancyStatus { Pending, Active, Final, Closed }

/// <summary>What the owner gets of a tenant's mail.</summary>
public enum OwnerCopy { None, Notices, BillsAndNotices }

/// <summary>Whether water can flow at a service point.</summary>
public enum ServicePointState { On, Off, Locked }

public enum UsageSourceKind { Register, Agreement, Fixed }
