namespace UtilityBilling.MultiTenancy;

/// <summary>A town, as much of it as every request needs.</summary>
/// <param name="Id">The tenant's id.</param>
/// <param name="Slug">The town's part of the host name, for example <c>riverbend</c>.</param>
/// <param name="Name">The town's name as people write it.</param>
/// <param name="TimeZone">IANA time zone, for example <c>America/Los_Angeles</c>; it decides which business day it is.</param>
/// <param name="DefaultLanguage"><c>en</c> or <c>es</c>.</param>
public sealed record TenantInfo(Guid Id, string Slug, string Name, string TimeZone, string DefaultLanguage);

/// <summary>The town that the present work is for. Work for no town sees no town's rows.</summary>
public interface ICurrentTenant
{
    TenantInfo? Tenant { get; }

    bool IsAvailable => Tenant is not null;

    /// <summary>The town's id; an error when the work is for no town.</summary>
    Guid Id => Tenant?.Id ?? throw new InvalidOperationException("No town is chosen for this work.");

    /// <summary>Works for another town until disposed. Refused inside a unit of work, whose connection belongs to one town.</summary>
    IDisposable Change(TenantInfo? tenant);
}

/// <summary>A row that belongs to one town.</summary>
public interface IMultiTenant
{
    Guid TenantId { get; set; }
}

/// <summary>A row of the instance itself (towns, users, jobs): it holds no personal data of a town's customers and no amounts.</summary>
public interface IHostEntity;

/// <summary>Looks towns up by id or slug.</summary>
public interface ITenantStore
{
    Task<TenantInfo?> FindAsync(string slug, CancellationToken cancellationToken = default);
    Task<TenantInfo?> FindAsync(Guid id, CancellationToken cancellationToken = default);
    Task<IReadOnlyList<TenantInfo>> ListAsync(CancellationToken cancellationToken = default);
}
