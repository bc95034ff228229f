using UtilityBilling.Platform.Settings;
using UtilityBilling.Settings;

namespace UtilityBilling.Platform.Account;

/// <summary>How long a session of a town lasts.</summary>
internal sealed record SessionLength(int IdleMinutes, int WarningMinutes, int MaxHours);

/// <summary>Reads the present town's settings for sessions.</summary>
internal sealed class SessionLengths(ISettingProvider settings)
{
    public async Task<SessionLength> GetAsync(CancellationToken cancellationToken) => new(
        await settings.GetIntAsync(PlatformSettings.SessionIdleMinutes, cancellationToken: cancellationToken).ConfigureAwait(false),
        await settings.GetIntAsync(PlatformSettings.SessionWarningMinutes, cancellationToken: cancellationToken).ConfigureAwait(false),
        await settings.GetIntAsync(PlatformSettings.SessionMaxHours, cancellationToken: cancellationToken).ConfigureAwait(false));
}
