using UtilityBilling.Domain;

namespace UtilityBilling.Platform.Roles;

/// <summary>A set of rights that people of a town share.</summary>
internal sealed class Role : AggregateRoot
{
    public required string Name { get; set; }
    public string? Description { get; set; }

    /// <summary>Came with the town; it may be changed but not removed.</summary>
    public bool IsBuiltIn { get; init; }
}

/// <summary>A right that a role holds.</summary>
internal sealed class RolePermission : ChildRow
{
    public required Guid RoleId { get; init; }
    public required string Permission { get; init; }
}

/// <summary>A role that a person holds in the town.</summary>
internal sealed class UserRole : ChildRow
{
    public required Guid UserId { get; init; }
    public required Guid RoleId { get; init; }
}
