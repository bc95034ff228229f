using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Platform.Tenants;

/// <summary>A municipality on this instance. It sees only itself.</summary>
internal sealed class Tenant : IHostEntity
{
    public required Guid Id { get; init; }

    /// <summary>The short name in its address, for example <c>riverbend</c>; unique on the instance.</summary>
    public required string Slug { get; init; }

    public required string Name { get; set; }

    /// <summary>IANA name; it decides which business day it is.</summary>
    public required string TimeZone { get; set; }

    /// <summary><c>en</c> or <c>es</c>.</summary>
    public required string DefaultLanguage { get; set; }

    public string? AddressLine1 { get; set; }
    public string? AddressLine2 { get; set; }
    public string? Phone { get; set; }

    /// <summary>Where payments are mailed, one line each.</summary>
    public string? RemitTo { get; set; }

    /// <summary>As <c>#rrggbb</c>, dark enough to be read on white.</summary>
    public required string BrandColor { get; set; }

    public TenantState State { get; set; } = TenantState.Active;
    public required DateTimeOffset CreatedAt { get; init; }
    public uint Version { get; private set; }

    public TenantInfo ToInfo() => new(Id, Slug, Name, TimeZone, DefaultLanguage);
}

internal enum TenantState
{
    Active,

    /// <summary>Nobody may sign in and no job runs; the data stays.</summary>
    Suspended,
}
