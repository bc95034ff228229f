using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Approvals;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Billing.Letters;
using UtilityBilling.Billing.Stock;
using UtilityBilling.Data;
using UtilityBilling.Navigation;

namespace UtilityBilling.Billing.Templates;

internal static class TemplateServices
{
    public static IServiceCollection AddTemplates(this IServiceCollection services)
    {
        services.AddScoped<TemplateBook>();
        services.AddScoped<TemplatePreviews>();
        services.AddScoped<AccountFactsReader>();
        services.AddScoped<StatementInserts>();
        services.AddScoped<ITemplateAppService, TemplateAppService>();
        services.AddScoped<IApprovalHandler, TemplateApproval>();
        services.AddScoped<IDataSeedContributor, StarterTemplates>();
        services.AddScoped<StockUse>();
        services.AddScoped<IStockAppService, StockAppService>();
        services.AddScoped<ITodayQueueContributor, StockQueue>();
        services.AddScoped<LetterChoice>();
        services.AddScoped<LetterDispatch>();
        services.AddScoped<LetterWriter>();
        services.AddScoped<ILetterProcessor, LetterProcessor>();
        services.AddScoped<ILetterAppService, LetterAppService>();
        services.AddScoped<IBackgroundJob, LetterWriteJob>();
        return services;
    }
}
