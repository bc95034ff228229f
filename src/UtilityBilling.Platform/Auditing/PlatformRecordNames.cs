using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using UtilityBilling.Auditing;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.Platform.Pages;
using UtilityBilling.Platform.Roles;
using UtilityBilling.Platform.Settings;
using UtilityBilling.Platform.Tenants;
using UtilityBilling.Platform.Users;

namespace UtilityBilling.Platform.Auditing;

/// <summary>Names of people, roles, settings and approvals in the audit log.</summary>
internal sealed class PlatformRecordNames(IUtilityBillingDbContext context, IStringLocalizer texts) : IAuditRecordNames
{
    public IReadOnlyCollection<string> Types { get; } = [nameof(User), nameof(UserTenant), nameof(UserRole), nameof(Role), nameof(RolePermission), nameof(SettingValue), nameof(Approval), nameof(Tenant)];

    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(string type, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default) => type switch
    {
        nameof(User) or nameof(UserTenant) or nameof(UserRole) => await Read(context.Set<User>().Where(u => ids.Contains(u.Id)).Select(u => new Named(u.Id, u.DisplayName)), cancellationToken).ConfigureAwait(false),
        nameof(Role) or nameof(RolePermission) => await RolesAsync(ids, cancellationToken).ConfigureAwait(false),
        nameof(SettingValue) => await SettingsAsync(ids, cancellationToken).ConfigureAwait(false),
        nameof(Approval) => await Read(context.Set<Approval>().Where(a => ids.Contains(a.Id)).Select(a => new Named(a.Id, a.Summary)), cancellationToken).ConfigureAwait(false),
        _ => await Read(context.Set<Tenant>().Where(t => ids.Contains(t.Id)).Select(t => new Named(t.Id, t.Name)), cancellationToken).ConfigureAwait(false),
    };

    private async Task<IReadOnlyDictionary<Guid, string>> RolesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var names = await Read(context.Set<Role>().Where(r => ids.Contains(r.Id)).Select(r => new Named(r.Id, r.Name)), cancellationToken).ConfigureAwait(false);
        return names.ToDictionary(n => n.Key, n => RoleTexts.Of(n.Value, texts));
    }

    private async Task<IReadOnlyDictionary<Guid, string>> SettingsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var names = await Read(context.Set<SettingValue>().Where(s => ids.Contains(s.Id)).Select(s => new Named(s.Id, s.Name)), cancellationToken).ConfigureAwait(false);
        return names.ToDictionary(n => n.Key, n => texts[$"Setting:{n.Value}"].Value);
    }

    private static async Task<IReadOnlyDictionary<Guid, string>> Read(IQueryable<Named> query, CancellationToken cancellationToken) =>
        await query.ToDictionaryAsync(n => n.Id, n => n.Name, cancellationToken).ConfigureAwait(false);

    private sealed record Named(Guid Id, string Name);
}
