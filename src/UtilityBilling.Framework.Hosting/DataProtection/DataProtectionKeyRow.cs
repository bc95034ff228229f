using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Hosting.DataProtection;

/// <summary>A key that protects cookies and forms, shared by every node of the instance.</summary>
public sealed class DataProtectionKeyRow : IHostEntity
{
    public required string Name { get; init; }
    public required string Xml { get; init; }
}
