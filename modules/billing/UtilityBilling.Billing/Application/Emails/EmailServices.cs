using Microsoft.Extensions.DependencyInjection;
using Quartz;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Navigation;

namespace UtilityBilling.Billing.Emails;

internal static class EmailServices
{
    public static IServiceCollection AddEmails(this IServiceCollection services)
    {
        services.AddSingleton<EmailSecrets>();
        services.AddSingleton<MailTrust>();
        services.AddScoped<EmailComposer>();
        services.AddScoped<EmailOutbox>();
        services.AddScoped<EmailQueries>();
        services.AddScoped<EmailProcessor>();
        services.AddScoped<BounceMailbox>();
        services.AddScoped<BounceBook>();
        services.AddScoped<EmailRound>();
        services.AddScoped<IEmailAppService, EmailAppService>();
        services.AddScoped<IEmailServerAppService, EmailServerAppService>();
        services.AddScoped<IBackgroundJob, EmailSendJob>();
        services.AddScoped<IBackgroundJob, BounceReadJob>();
        services.AddScoped<ITodayQueueContributor, EmailQueues>();
        services.AddScoped<IAccountHeaderContributor, BadAddressAlert>();
        services.AddQuartz(EmailRoundWorker.Schedule);
        return services;
    }
}
