using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Approvals;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Billing.RateProof;
using UtilityBilling.Billing.RateStudies;
using UtilityBilling.Billing.Registers;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Billing.WinterAverages;
using UtilityBilling.Billing.Holds;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Customers.ServiceChanges;
using UtilityBilling.Customers.Services;
using UtilityBilling.Metering.Usage;
using UtilityBilling.Navigation;
using UtilityBilling.Settings;

namespace UtilityBilling.Billing.BillRuns;

internal static class BillRunServices
{
    public static IServiceCollection AddBillRuns(this IServiceCollection services)
    {
        services.AddSingleton<SettingDefinitionProvider, BillRunSettingDefinitionProvider>();
        services.AddScoped<IBillRunAppService, BillRunAppService>();
        services.AddScoped<IBillRunProcessor, BillRunProcessor>();
        services.AddScoped<BillRunQueries>();
        services.AddScoped<BillRunPosting>();
        services.AddScoped<RunContextLoader>();
        services.AddScoped<CalculationStore>();
        services.AddScoped<IClosingAppService, ClosingAppService>();
        services.AddScoped<IBillCorrectionAppService, BillCorrectionAppService>();
        services.AddScoped<IBillDependents, BillingDependents>();
        services.AddScoped<RunFactory>();
        services.AddScoped<RunScope>();
        services.AddScoped<RunPeriods>();
        services.AddScoped<PageCalculator>();
        services.AddScoped<BillCanceller>();
        services.AddScoped<OutcomeSentences>();
        services.AddScoped<RunTrouble>();
        services.AddScoped<RunChecks>();
        services.AddScoped<RunCounts>();
        services.AddScoped<RunDigest>();
        services.AddScoped<IRateStudyAppService, RateStudyAppService>();
        services.AddScoped<IRateStudyProcessor, RateStudyProcessor>();
        services.AddScoped<IBackgroundJob, RateStudyJob>();
        services.AddScoped<RateProver>();
        services.AddScoped<IRateProofAppService, RateProofAppService>();
        services.AddScoped<IBooksCheck, AdoptedRatesCheck>();
        services.AddScoped<IApprovalHandler, BillRunApproval>();
        services.AddScoped<IBackgroundJob, BillRunCalculateJob>();
        services.AddScoped<IBackgroundJob, BillRunPostJob>();
        services.AddScoped<ITariffAppService, TariffAppService>();
        services.AddScoped<ITariffFileAppService, TariffFileAppService>();
        services.AddScoped<IFeeSchedule, FeeSchedule>();
        services.AddScoped<IApprovalHandler, TariffApproval>();
        services.AddScoped<IWinterBatchProcessor, WinterBatchProcessor>();
        services.AddScoped<IBackgroundJob, WinterBatchJob>();
        services.AddScoped<IWinterAverageBatchAppService, WinterBatchAppService>();
        services.AddScoped<IWinterAverageExchange, WinterExchange>();
        services.AddScoped<WinterBatchFactory>();
        services.AddScoped<WinterBatchQueries>();
        services.AddScoped<WinterBatchWriter>();
        services.AddScoped<WinterValueStore>();
        services.AddScoped<WinterContextLoader>();
        services.AddScoped<WinterCalculator>();
        services.AddScoped<IApprovalHandler, WinterApproval>();
        services.AddScoped<ICycleChoices, CycleChoices>();
        services.AddScoped<IRateChoices, RateChoices>();
        services.AddScoped<ICountedAgreements, CountedAgreements>();
        services.AddScoped<IBilledEnds, BilledEnds>();
        services.AddScoped<IBillingHoldAppService, BillingHoldAppService>();
        services.AddScoped<ITodayQueueContributor, HoldQueues>();
        services.AddSingleton<IAccountHubContributor, HoldsTab>();
        services.AddScoped<IProgramChoices, TariffChoices>();
        services.AddScoped<IFactChoices, TariffChoices>();
        services.AddScoped<IBillAppService, BillAppService>();
        services.AddScoped<RunChoice>();
        services.AddScoped<ITodayQueueContributor, BillRunQueues>();
        services.AddScoped<BillReading>();
        services.AddScoped<IBilledReads, BilledReads>();
        services.AddScoped<IRegisterAppService, RegisterAppService>();
        return services;
    }
}
