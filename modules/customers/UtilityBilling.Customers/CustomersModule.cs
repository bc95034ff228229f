using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Approvals;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Auditing;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Customers.Customers;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Customers.Imports;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Customers.Notes;
using UtilityBilling.Customers.Pages;
using UtilityBilling.Customers.Pages.Tables;
using UtilityBilling.Customers.Premises;
using UtilityBilling.Customers.Reversions;
using UtilityBilling.Customers.Search;
using UtilityBilling.Customers.ServiceChanges;
using UtilityBilling.Customers.Services;
using UtilityBilling.Customers.Stops;
using UtilityBilling.Customers.Today;
using UtilityBilling.Hosting;
using UtilityBilling.Modularity;
using UtilityBilling.Navigation;
using UtilityBilling.Search;
using UtilityBilling.Settings;
using UtilityBilling.Users;

namespace UtilityBilling.Customers;

[DependsOn(typeof(FrameworkHostingModule))]
public sealed class CustomersModule : UtilityBillingModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.AddSingleton(new LocalizedAssembly(CustomersTexts.Assembly));
        services.AddSingleton<PermissionDefinitionProvider, CustomersPermissionDefinitionProvider>();
        services.AddSingleton<SettingDefinitionProvider, CustomersSettingDefinitionProvider>();
        services.AddSingleton<IMenuContributor, CustomersMenuContributor>();
        services.AddScoped<IBillingScopeIntegrationService, BillingScopeIntegrationService>();
        services.AddScoped<IAccountDirectory, AccountDirectory>();
        services.AddScoped<IServicePointDirectory, ServicePointDirectory>();
        services.AddScoped<AccountNumbers>();
        services.AddScoped<IOwnAccounts, OwnAccounts>();
        services.AddScoped<CustomersSearchDocuments>();
        services.AddScoped<ICustomerImportService, CustomerImportService>();
        services.AddScoped<ChoiceNames>();
        services.AddScoped<AccountQueries>();
        services.AddScoped<AgreementQueries>();
        services.AddScoped<AccountHeaders>();
        services.AddScoped<IAccountAppService, AccountAppService>();
        foreach (var tab in AccountTab.Own)
            services.AddSingleton<IAccountHubContributor>(tab);
        services.AddScoped<IRecipientAppService, RecipientAppService>();
        services.AddScoped<IStatementRecipients, StatementRecipients>();
        services.AddScoped<ICustomerAppService, CustomerAppService>();
        services.AddScoped<PremiseQueries>();
        services.AddScoped<IPremiseAppService, PremiseAppService>();
        services.AddScoped<IPremiseFactAppService, PremiseFactAppService>();
        services.AddScoped<INoteAppService, NoteAppService>();
        services.AddScoped<IContactLog, ContactLog>();
        services.AddScoped<TariffWords>();
        services.AddScoped<EnrollmentTerms>();
        services.AddScoped<EnrollmentQueries>();
        services.AddScoped<IEnrollmentAppService, EnrollmentAppService>();
        services.AddScoped<EnrollmentFileChecker>();
        services.AddScoped<EnrollmentFileStore>();
        services.AddScoped<IEnrollmentFileAppService, EnrollmentFileAppService>();
        services.AddScoped<ServiceChangeFinder>();
        services.AddScoped<ServiceChangeStore>();
        services.AddScoped<IServiceChangeAppService, ServiceChangeAppService>();
        services.AddScoped<IApprovalHandler, ServiceChangeApproval>();
        services.AddScoped<OldDebtFinder>();
        services.AddScoped<MoveInDrafts>();
        services.AddScoped<AgreementWriter>();
        services.AddScoped<Departures>();
        services.AddScoped<CarriedEnrollments>();
        services.AddScoped<LandlordReversion>();
        services.AddScoped<MoveOuts>();
        services.AddScoped<IMoveAppService, MoveAppService>();
        services.AddScoped<ReversionQueries>();
        services.AddScoped<IReversionAppService, ReversionAppService>();
        services.AddScoped<IServiceStopAppService, ServiceStopAppService>();
        services.AddScoped<ISearchContributor, CustomersSearchContributor>();
        services.AddScoped<IAuditRecordNames, CustomersRecordNames>();
        services.AddScoped<ITodayQueueContributor, MovesTodayContributor>();
        services.AddScoped<ITodayQueueContributor, EnrollmentsTodayContributor>();
        services.AddScoped<CustomersTables>();
        services.AddScoped<PremiseChoices>();
    }
}
