using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Settings;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Platform.Settings;

/// <summary>Enters a setting's value from a day on. A person may not reach back: what was in force on a past day stays what it was.</summary>
internal sealed class SettingManager(
    IUtilityBillingDbContext context, SettingCatalog catalog, SettingProvider provider, IPermissionChecker permissions, ICurrentUser user, IClock clock, IGuidGenerator guids, IAuditScope audit)
    : ISettingManager
{
    public async Task SetAsync(string name, string value, DateOnly effectiveFrom, string reason, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Settings.Manage, cancellationToken).ConfigureAwait(false);
        if (!catalog.ByName.TryGetValue(name, out var definition))
            throw new EntityNotFoundException(typeof(SettingDefinition), name);
        var stored = SettingRules.Normalize(definition, value);
        var actor = user.Required;
        if (!actor.IsSystem && effectiveFrom < clock.Today)
            throw new BusinessException("Platform:Setting.PastDate").WithData("Today", clock.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).ForField("Input.EffectiveFrom");
        if (string.IsNullOrWhiteSpace(reason))
            throw new BusinessException("Platform:ReasonMissing").ForField("Input.Reason");

        context.Set<SettingValue>().Add(new SettingValue
        {
            Id = guids.Create(),
            Name = name,
            Value = stored,
            EffectiveFrom = effectiveFrom,
            Reason = reason.Trim(),
            EnteredBy = actor.UserId,
            EnteredByName = actor.DisplayName,
            EnteredAt = clock.UtcNow,
        });
        audit.Reason = reason.Trim();
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        provider.Forget();
    }
}
