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

/// <summary>Where an enrolment stands today.</summary>
public enum EnrollmentState
{
    /// <summary>Its first day is to come.</summary>
    Upcoming,

    InForce,

    /// <summary>In force, its review date has come, and nobody has renewed it.</summary>
    ReviewDue,

    /// <summary>Its last day is past.</summary>
    Ended,

    /// <summary>Ended on its first day: it never counted, and stays to be seen.</summary>
    TakenBack,
}

/// <summary>Which enrolments the work list shows.</summary>
public enum EnrollmentList { Review, Expiring, Ended, All }

/// <summary>Where a file of enrolments stands.</summary>
public enum EnrollmentFileState
{
    /// <summary>Looked through line by line; nothing of it counts yet.</summary>
    Previewed,

    /// <summary>Its good lines are enrolments.</summary>
    Applied,

    /// <summary>Applied, and taken back.</summary>
    Reversed,

    /// <summary>Dropped before it was applied.</summary>
    Discarded,
}

/// <summary>What happens to a service for many accounts.</summary>
public enum ServiceChangeKind { Add, End }

/// <summary>Where a change of a service for many accounts stands.</summary>
public enum ServiceChangeState
{
    /// <summary>Looked through account by account; nothing of it counts yet.</summary>
    Previewed,

    /// <summary>Waits for another person.</summary>
    AwaitingApproval,

    /// <summary>It counts.</summary>
    Applied,

    /// <summary>Applied, and taken back.</summary>
    Reversed,

    /// <summary>Dropped before it was applied.</summary>
    Discarded,
}

/// <summary>How a fact is written: a number, yes or no, or a word.</summary>
public enum FactKind { Number, YesNo, Word }

/// <summary>Where a value of a fact stands today.</summary>
public enum FactState { InForce, Upcoming, Ended }

/// <summary>Why somebody gets a statement.</summary>
public enum RecipientKind
{
    /// <summary>Whoever the account belongs to.</summary>
    Payer,

    /// <summary>The owner, who gets a copy of the tenant's.</summary>
    OwnerCopy,

    /// <summary>Somebody whom the payer named.</summary>
    ThirdParty,
}
