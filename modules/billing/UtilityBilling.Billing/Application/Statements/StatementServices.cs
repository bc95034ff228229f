using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Billing.MailLog;
using UtilityBilling.Billing.Postage;
using UtilityBilling.Billing.Printing;
using UtilityBilling.EventBus;

namespace UtilityBilling.Billing.Statements;

internal static class StatementServices
{
    public static IServiceCollection AddStatements(this IServiceCollection services)
    {
        services.AddSingleton<IBillDocumentRenderer, SkiaBillDocumentRenderer>();
        services.AddScoped<StatementReading>();
        services.AddScoped<StatementBuilder>();
        services.AddSingleton<BudgetWording>();
        services.AddScoped<StatementFreezer>();
        services.AddScoped<StatementProcessor>();
        services.AddScoped<StatementDocuments>();
        services.AddScoped<IStatementDocuments>(s => s.GetRequiredService<StatementDocuments>());
        services.AddScoped<IBackgroundJob, StatementFreezeJob>();
        services.AddScoped<IDistributedEventHandler, FreezeWhenPosted>();
        services.AddScoped<IStatementMessageAppService, StatementMessageAppService>();
        services.AddScoped<PrintQueries>();
        services.AddScoped<PrintStore>();
        services.AddScoped<PartFiles>();
        services.AddScoped<IPrintJobAppService, PrintJobAppService>();
        services.AddScoped<IBooksCheck, PrintedOnceCheck>();
        services.AddScoped<IPostageAppService, PostageAppService>();
        services.AddScoped<IMailLogAppService, MailLogAppService>();
        return services;
    }
}
