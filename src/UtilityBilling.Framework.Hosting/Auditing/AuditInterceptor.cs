using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using UtilityBilling.Auditing;
using UtilityBilling.Domain;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Hosting.Auditing;

/// <summary>Fills the town of new rows and records before and after of every tracked change.</summary>
public sealed class AuditInterceptor(AuditScope scope, ICurrentTenant tenant) : SaveChangesInterceptor
{
    private const int LongestValue = 500;

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
        throw new InvalidOperationException("Save asynchronously, through the unit of work.");

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        foreach (var entry in eventData.Context!.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList())
        {
            if (entry is { State: EntityState.Added, Entity: IMultiTenant { } row } && row.TenantId == Guid.Empty)
                row.TenantId = tenant.Id;
            Record(entry);
        }
        return ValueTask.FromResult(result);
    }

    private void Record(EntityEntry entry)
    {
        if (entry.Metadata.ClrType.GetCustomAttribute<DisableAuditingAttribute>() is not null)
            return;
        var properties = entry.Properties
            .Where(p => p.Metadata.Name is not (nameof(IMultiTenant.TenantId) or nameof(AggregateRoot.Version)))
            .Where(p => p.Metadata.PropertyInfo?.GetCustomAttribute<DisableAuditingAttribute>() is null)
            .Where(p => entry.State != EntityState.Modified || (p.IsModified && !Equals(p.OriginalValue, p.CurrentValue)))
            .Select(p => new AuditPropertyChange(
                p.Metadata.Name,
                entry.State == EntityState.Added ? null : Text(p.OriginalValue),
                entry.State == EntityState.Deleted ? null : Text(p.CurrentValue)))
            .Where(p => p.Old is not null || p.New is not null)
            .ToList();
        if (entry.State == EntityState.Modified && properties.Count == 0)
            return;
        scope.Add(new AuditChange(entry.Metadata.ClrType.Name, Key(entry), Kind(entry.State), properties));
    }

    private static string Kind(EntityState state) => state switch
    {
        EntityState.Added => "added",
        EntityState.Deleted => "removed",
        _ => "changed",
    };

    private static string Key(EntityEntry entry) => string.Join('/', entry.Metadata.FindPrimaryKey()!.Properties
        .Where(p => p.Name != nameof(IMultiTenant.TenantId))
        .Select(p => Text(entry.Property(p.Name).CurrentValue)));

    private static string? Text(object? value)
    {
        var text = value switch
        {
            null => null,
            DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            byte[] bytes => $"{bytes.Length} bytes",
            string[] list => string.Join(", ", list),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
        return text is { Length: > LongestValue } ? text[..LongestValue] + "…" : text;
    }
}
