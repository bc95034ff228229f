using Npgsql;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Tenants;
using UtilityBilling.Settings;
using UtilityBilling.Timing;

namespace UtilityBilling.Platform.Settings;

/// <summary>The town's value in force on a date, else the default. The town's few rows are read once per request.</summary>
internal sealed class SettingProvider(TownReader reader, SettingCatalog catalog, ICurrentTenant tenant, IClock clock) : ISettingProvider
{
    private (Guid Tenant, ILookup<string, Entered> Values)? _kept;

    public async Task<string> GetAsync(string name, DateOnly? asOf = null, CancellationToken cancellationToken = default)
    {
        if (!catalog.ByName.TryGetValue(name, out var definition))
            throw new InvalidOperationException($"Setting {name} is not defined.");
        if (tenant.Tenant is null)
            return definition.Default;
        var values = await ValuesAsync(cancellationToken).ConfigureAwait(false);
        return InForce(values[name], asOf ?? clock.Today)?.Value ?? definition.Default;
    }

    /// <summary>The latest entry of the latest day that is not after the date.</summary>
    public static Entered? InForce(IEnumerable<Entered> values, DateOnly asOf) =>
        values.Where(v => v.EffectiveFrom <= asOf).OrderByDescending(v => v.EffectiveFrom).ThenByDescending(v => v.EnteredAt).ThenByDescending(v => v.Id).FirstOrDefault();

    /// <summary>Reads afresh, after a value was entered.</summary>
    public void Forget() => _kept = null;

    private async Task<ILookup<string, Entered>> ValuesAsync(CancellationToken cancellationToken)
    {
        if (_kept is { } kept && kept.Tenant == tenant.Id)
            return kept.Values;
        var rows = await reader.QueryAsync(
            "select name, value, effective_from, entered_at, id from platform.setting_values where tenant_id = $1",
            () => [new NpgsqlParameter { Value = tenant.Id }],
            row => new Entered(row.GetString(0), row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetFieldValue<DateTimeOffset>(3), row.GetGuid(4)),
            cancellationToken).ConfigureAwait(false);
        var values = rows.ToLookup(r => r.Name);
        _kept = (tenant.Id, values);
        return values;
    }

    internal sealed record Entered(string Name, string Value, DateOnly EffectiveFrom, DateTimeOffset EnteredAt, Guid Id);
}
