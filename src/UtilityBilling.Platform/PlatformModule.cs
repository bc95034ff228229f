using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Approvals;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Data;
using UtilityBilling.Hosting;
using UtilityBilling.Modularity;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.Platform.Auditing;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Roles;
using UtilityBilling.Platform.Search;
using UtilityBilling.Platform.Settings;
using UtilityBilling.Platform.Tenants;
using UtilityBilling.Platform.Users;
using UtilityBilling.Search;
using UtilityBilling.Settings;

namespace UtilityBilling.Platform;

/// <summary>Towns, users, roles, settings, approvals, audit log, search and jobs: services and pages.</summary>
[DependsOn(typeof(FrameworkHostingModule))]
public sealed class PlatformModule : UtilityBillingModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.AddSingleton(new LocalizedAssembly(typeof(PlatformModule).Assembly));
        services.AddSingleton<PermissionDefinitionProvider, PlatformPermissionDefinitionProvider>();
        services.AddSingleton<SettingDefinitionProvider, PlatformSettingDefinitionProvider>();
        services.AddScoped<IDataSeedContributor, RoleDataSeedContributor>();

        services.AddSingleton<TenantStore>();
        services.AddSingleton<ITenantStore>(s => s.GetRequiredService<TenantStore>());
        services.AddSingleton<ITenantManager, TenantManager>();
        services.AddScoped<ITownProfileProvider, TownProfileProvider>();
        services.AddScoped<TownReader>();
        services.AddSingleton<ISecurityLog, SecurityLog>();

        services.AddScoped<IPermissionChecker, PermissionChecker>();
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicyProvider>();
        services.AddScoped<IAuthorizationHandler, PermissionHandler>();

        services.AddScoped<SettingProvider>();
        services.AddScoped<ISettingProvider>(s => s.GetRequiredService<SettingProvider>());
        services.AddScoped<ISettingManager, SettingManager>();
        services.AddScoped<IApprovalManager, ApprovalManager>();
        services.AddScoped<ISearchIndex, SearchIndex>();

        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = PasswordIterations);
        services.AddScoped<UserManager>();
        services.AddScoped<IUserManager>(s => s.GetRequiredService<UserManager>());
    }

    /// <summary>PBKDF2 with HMAC-SHA-512; above what OWASP asks in 2026.</summary>
    private const int PasswordIterations = 220_000;
}
