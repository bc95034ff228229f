using System.Collections.ObjectModel;

namespace UtilityBilling.Authorization;

/// <summary>A right that a role may hold, such as <c>Billing.BillRuns.Approve</c>.</summary>
public sealed class PermissionDefinition
{
    private readonly List<string> _conflicts = [];

    internal PermissionDefinition(string name, string group, string textKey, IReadOnlyList<string> defaultRoles) =>
        (Name, Group, TextKey, DefaultRoles) = (name, group, textKey, defaultRoles);

    public string Name { get; }
    public string Group { get; }

    /// <summary>Localisation key of the right's name.</summary>
    public string TextKey { get; }

    /// <summary>The seeded roles that hold it in a new town.</summary>
    public IReadOnlyList<string> DefaultRoles { get; }

    /// <summary>Rights that one person should not hold together with this one; shown as a conflict on the role grid.</summary>
    public ReadOnlyCollection<string> Conflicts => _conflicts.AsReadOnly();

    public PermissionDefinition ConflictsWith(params string[] permissions)
    {
        _conflicts.AddRange(permissions);
        return this;
    }
}

/// <summary>The roles that a new town gets.</summary>
public static class RoleNames
{
    public const string Technician = "Utility Billing Technician";
    public const string Cashier = "Cashier";
    public const string FieldWorker = "Field Worker";
    public const string CustomerService = "Customer Service";
    public const string FinanceDirector = "Finance Director";
    public const string Auditor = "Auditor";
    public const string Administrator = "Administrator";

    public static readonly IReadOnlyList<string> All = [Technician, Cashier, FieldWorker, CustomerService, FinanceDirector, Auditor, Administrator];
}

/// <summary>Collects the rights that a module defines.</summary>
public sealed class PermissionDefinitionContext
{
    private readonly List<PermissionDefinition> _permissions = [];

    public IReadOnlyList<PermissionDefinition> Permissions => _permissions;

    /// <summary>Defines a right. Every right is read by the auditor when <paramref name="name"/> ends in a reading verb: pass the roles explicitly.</summary>
    public PermissionDefinition Add(string group, string name, params string[] defaultRoles)
    {
        if (_permissions.Any(p => p.Name == name))
            throw new InvalidOperationException($"Permission {name} is defined twice.");
        var permission = new PermissionDefinition(name, group, $"Permission:{name}", defaultRoles);
        _permissions.Add(permission);
        return permission;
    }
}

/// <summary>Defines a module's rights.</summary>
public abstract class PermissionDefinitionProvider
{
    public abstract void Define(PermissionDefinitionContext context);
}

/// <summary>Every right there is, from all modules.</summary>
public sealed class PermissionCatalog
{
    public PermissionCatalog(IEnumerable<PermissionDefinitionProvider> providers)
    {
        var context = new PermissionDefinitionContext();
        foreach (var provider in providers)
            provider.Define(context);
        All = context.Permissions;
        ByName = All.ToDictionary(p => p.Name);
    }

    public IReadOnlyList<PermissionDefinition> All { get; }
    public IReadOnlyDictionary<string, PermissionDefinition> ByName { get; }
}

/// <summary>Answers whether the acting person holds a right in the present town. The built-in system user holds all but those of approval.</summary>
public interface IPermissionChecker
{
    Task<bool> IsGrantedAsync(string permission, CancellationToken cancellationToken = default);

    /// <summary>Throws <see cref="Errors.PermissionDeniedException"/> unless the acting person holds the right.</summary>
    Task CheckAsync(string permission, CancellationToken cancellationToken = default);
}
