using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Data;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Tenants;
using UtilityBilling.Platform.Users;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Platform.Demo;

/// <summary>Opens a demo town, enters its people, and has its history made.</summary>
public static class DemoSeeder
{
    /// <summary>Makes one town. A slug that is taken is refused: a town with people in it is never written over.</summary>
    /// <param name="services">A provider whose clock is the demo's and whose ids follow from the seed.</param>
    public static async Task<TenantInfo> SeedAsync(IServiceProvider services, DemoTownOptions options, Action<string> progress, CancellationToken cancellationToken = default)
    {
        var preset = DemoPresets.Find(options.Preset) ?? throw new ArgumentException($"There is no demo town {options.Preset}; there are {string.Join(", ", DemoPresets.All.Select(p => p.Town.Slug))}.", nameof(options));
        progress($"{preset.Town.Name}: opening the town");
        var info = await services.GetRequiredService<ITenantManager>().CreateAsync(preset.Town with { Slug = options.Slug ?? preset.Town.Slug }, Actor.System, cancellationToken).ConfigureAwait(false);
        var prefix = options.Slug is null || options.Slug == preset.Town.Slug ? "" : $"{options.Slug}.";
        await services.GetRequiredService<ITenantRunner>().WriteAsync(info, Actor.System, async scope =>
        {
            foreach (var person in preset.People)
                await scope.GetRequiredService<IUserManager>().CreateAsync(DemoPresets.NewUser(person with { UserName = prefix + person.UserName }, preset.Town.Language), cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        foreach (var builder in services.GetServices<IDemoTownBuilder>().Where(b => b.Preset == options.Preset))
            await builder.BuildAsync(info, options, services, line => progress($"{preset.Town.Name}: {line}"), cancellationToken).ConfigureAwait(false);
        return info;
    }
}
