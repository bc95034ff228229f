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

/// <summary>Where an occupancy stands.</summary>
public enum OccupancyStatus
{
    /// <summary>Waiting for its first day, or for an old debt to be settled.</summary>
    Pending,

    /// <summary>Living there.</summary>
    Active,

    /// <summary>Moved out, or the day is set; the final bill is to come.</summary>
    Final,

    /// <summary>Done.</summary>
    Closed,

    /// <summary>A sign-up by mistake: it never counted, and stays to be seen.</summary>
    Voided,
}

/// <summary>What the owner gets of a tenant's mail.</summary>
public enum OwnerCopy { None, Notices, BillsAndNotices }

/// <summary>Whether water can flow at a service point.</summary>
public enum ServicePointState { On, Off, Locked }

public enum UsageSourceKind { Register, Agreement, Fixed }
