using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Billing.Templates;
using UtilityBilling.Hosting;
using UtilityBilling.Modularity;
using UtilityBilling.Billing.Emails;
using UtilityBilling.Navigation;

namespace UtilityBilling.Billing;

[DependsOn(typeof(FrameworkHostingModule))]
public sealed class BillingModule : UtilityBillingModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.AddSingleton(new LocalizedAssembly(BillingTexts.Assembly));
        services.AddSingleton<PermissionDefinitionProvider, BillingPermissionDefinitionProvider>();
        services.AddSingleton<IMenuContributor, BillingMenuContributor>();
        services.Configure<BillRunOptions>(context.Configuration.GetSection("BillRuns"));
        services.Configure<MailTrustOptions>(context.Configuration.GetSection("Email"));
        services.AddBillRuns();
        services.AddCalendars();
        services.AddLedger();
        services.AddStatements();
        services.AddEmails();
        services.AddTemplates();
    }
}
