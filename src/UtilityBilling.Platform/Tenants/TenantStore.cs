using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Platform.Tenants;

/// <summary>The active towns, kept for a short while; a town that is not known is asked for afresh, so a new one is found at once.</summary>
internal sealed class TenantStore([FromKeyedServices(SideConnections.Key)] NpgsqlDataSource database, TimeProvider time) : ITenantStore
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    private volatile Snapshot? _snapshot;

    public async Task<TenantInfo?> FindAsync(string slug, CancellationToken cancellationToken = default) =>
        await FindAsync(t => string.Equals(t.Slug, slug, StringComparison.OrdinalIgnoreCase), cancellationToken).ConfigureAwait(false);

    public async Task<TenantInfo?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        await FindAsync(t => t.Id == id, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<TenantInfo>> ListAsync(CancellationToken cancellationToken = default) =>
        (await LoadAsync(cancellationToken).ConfigureAwait(false)).Towns;

    /// <summary>Forgets what is kept, after a town was opened, changed or closed.</summary>
    public void Forget() => _snapshot = null;

    private async Task<TenantInfo?> FindAsync(Func<TenantInfo, bool> isIt, CancellationToken cancellationToken)
    {
        if (_snapshot is { } kept && time.GetElapsedTime(kept.LoadedAt) < Fresh && kept.Towns.FirstOrDefault(isIt) is { } known)
            return known;
        return (await LoadAsync(cancellationToken).ConfigureAwait(false)).Towns.FirstOrDefault(isIt);
    }

    private async Task<Snapshot> LoadAsync(CancellationToken cancellationToken)
    {
        var command = database.CreateCommand("select id, slug, name, time_zone, default_language from platform.tenants where state = 'Active' order by name, id");
        await using var disposing = command.ConfigureAwait(false);
        var towns = new List<TenantInfo>();
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                towns.Add(new TenantInfo(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4)));
        }
        return _snapshot = new Snapshot(towns, time.GetTimestamp());
    }

    private sealed record Snapshot(IReadOnlyList<TenantInfo> Towns, long LoadedAt);
}
