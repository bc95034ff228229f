using UtilityBilling.Timing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Approvals;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Data;
using UtilityBilling.Hosting;
using UtilityBilling.Modularity;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Navigation;
using UtilityBilling.Platform.Account;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.Platform.Auditing;
using UtilityBilling.Platform.Backups;
using UtilityBilling.Platform.Jobs;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Roles;
using UtilityBilling.Platform.Search;
using UtilityBilling.Platform.Settings;
using UtilityBilling.Platform.Tenants;
using UtilityBilling.Platform.Today;
using UtilityBilling.Platform.Users;
using UtilityBilling.Search;
using UtilityBilling.Settings;
using UtilityBilling.Users;

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

        services.Configure<BackupOptions>(context.Configuration.GetSection("Backup"));
        services.AddScoped<BackupBook>();
        services.AddScoped<IBackupAppService, BackupAppService>();
        services.AddScoped<ITodayQueueContributor, BackupQueues>();

        services.AddScoped<SettingProvider>();
        services.AddScoped<ISettingProvider>(s => s.GetRequiredService<SettingProvider>());
        services.AddScoped<ISettingManager, SettingManager>();
        services.AddScoped<IApprovalManager, ApprovalManager>();
        services.AddScoped<ISearchIndex, SearchIndex>();

        AddAccounts(services);
        AddPages(services);
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddSingleton<IMenuContributor, PlatformMenuContributor>();
        services.AddScoped<TownDays>();
        services.AddScoped<UserQueries>();
        services.AddScoped<IUserAppService, UserAppService>();
        services.AddScoped<UserTable>();
        services.AddScoped<IRoleAppService, RoleAppService>();
        services.AddScoped<ISettingAppService, SettingAppService>();
        services.AddScoped<IApprovalAppService, ApprovalAppService>();
        services.AddScoped<ITodayQueueContributor, ApprovalQueues>();
        services.AddScoped<IJobAppService, JobAppService>();
        services.AddScoped<ITodayQueueContributor, JobQueues>();
        services.AddScoped<ITownAppService, TownAppService>();
        services.AddScoped<ITodayAppService, TodayAppService>();
        services.AddScoped<ISearchAppService, SearchAppService>();
        services.AddScoped<AuditNames>();
        services.AddScoped<AuditSentences>();
        services.AddScoped<AuditFilterSql>();
        services.AddScoped<IAuditRecordNames, PlatformRecordNames>();
        services.AddScoped<IAuditLogAppService, AuditLogAppService>();
        services.AddScoped<IRecordHistory, RecordHistory>();
        services.AddScoped<ISecurityLogAppService, SecurityLogAppService>();
    }

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddDataProtection();
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = PasswordIterations);
        services.AddScoped<IUserNames, UserNames>();
        services.AddScoped<UserManager>();
        services.AddScoped<IUserManager>(s => s.GetRequiredService<UserManager>());
        services.AddSingleton<Sessions>();
        services.AddSingleton<SecondFactor>();
        services.AddScoped<SessionEvents>();
        services.AddScoped<SessionLengths>();
        services.AddScoped<SignInManager>();
        services.AddScoped<ISignInAppService, SignInAppService>();
        services.AddScoped<IAccountAppService, AccountAppService>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, PasswordChangeGate>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAuthentication(Sessions.Scheme)
            .AddCookie(Sessions.Scheme, options =>
            {
                options.Cookie.Name = "ub-session";
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.LoginPath = "/Account/Login";
                options.LogoutPath = "/Account/Logout";
                options.AccessDeniedPath = "/Forbidden";
                options.ReturnUrlParameter = "returnUrl";
                options.SlidingExpiration = true;
                options.EventsType = typeof(SessionEvents);
            })
            .AddCookie(Sessions.SecondFactorScheme, options =>
            {
                options.Cookie.Name = "ub-second-factor";
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Strict;
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.ExpireTimeSpan = Sessions.SecondFactorMinutes;
                options.SlidingExpiration = false;
            });
    }

    /// <summary>PBKDF2 with HMAC-SHA-512; above what OWASP asks in 2026.</summary>
    private const int PasswordIterations = 220_000;
}
