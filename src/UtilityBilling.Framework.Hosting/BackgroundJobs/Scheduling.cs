using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Hosting.DataProtection;
using UtilityBilling.Hosting.EventBus;

namespace UtilityBilling.Hosting.BackgroundJobs;

/// <summary>What a running node has beyond the services: keys shared with the other nodes, the queue's worker, the outbox's worker and the clock-driven work.</summary>
public static class Scheduling
{
    private const string InstanceName = "utilitybilling";
    private const string TablePrefix = "platform.qrtz_";

    public static IServiceCollection AddNode(this IServiceCollection services, string connectionString, bool scheduler = true)
    {
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(o => o.XmlRepository = new DatabaseKeyRepository(provider.GetRequiredKeyedService<NpgsqlDataSource>(SideConnections.Key))));
        services.AddDataProtection().SetApplicationName(InstanceName);
        services.AddHostedService<BackgroundJobWorker>();
        services.AddHostedService<OutboxWorker>();
        if (!scheduler)
            return services;
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(o => (o.InstanceName, o.GenerateInstanceId) = (InstanceName, true));
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(NpgsqlFactory.Instance, connectionString);
                store.ConfigureStore(o => o.TablePrefix = TablePrefix);
                store.UseClustering();
            });
            quartz.ScheduleJob<HousekeepingWorker>(trigger => trigger.WithIdentity("housekeeping").WithCronSchedule("0 17 3 * * ?"));
            quartz.ScheduleJob<MinuteWorker>(trigger => trigger.WithIdentity("minute").WithCronSchedule("0 * * * * ?"));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }
}
