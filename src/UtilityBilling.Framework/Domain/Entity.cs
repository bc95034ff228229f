using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Domain;

/// <summary>A town's row with an id. The key is (town, id); nothing else is unique on the id alone.</summary>
public abstract class Entity : IMultiTenant
{
    public Guid TenantId { get; set; }
    public required Guid Id { get; init; }
}

/// <summary>A record that people change. <see cref="Version"/> refuses a change made on a stale copy.</summary>
public abstract class AggregateRoot : Entity
{
    /// <summary>PostgreSQL's <c>xmin</c> of the row as it was read.</summary>
    public uint Version { get; private set; }
}

/// <summary>A row that is added once and never changed or deleted; the database refuses both.</summary>
public abstract class AppendOnlyEntity : Entity;

/// <summary>A row that lives only inside a parent: its key is (town, parent, number).</summary>
public abstract class ChildRow : IMultiTenant
{
    public Guid TenantId { get; set; }
}
