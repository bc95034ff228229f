using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Data;
using UtilityBilling.Guids;
using UtilityBilling.Platform.Demo;

namespace UtilityBilling.DemoData;

/// <summary>Adds the demo towns to a provider that is composed for making them.</summary>
internal static class DemoDataServices
{
    /// <summary>Registers a builder for every preset. Long steps are done by the builder itself, so the provider's queue takes nothing.</summary>
    public static IServiceCollection AddDemoTowns(this IServiceCollection services)
    {
        foreach (var preset in DemoPresets.All)
            services.AddSingleton<IDemoTownBuilder>(new DemoTownBuilder(preset.Town.Slug));
        return services.Replace(ServiceDescriptor.Scoped<IBackgroundJobManager, DoneByTheBuilder>());
    }

    /// <summary>A queue that keeps nothing: a job left in it would be done again by the web host.</summary>
    private sealed class DoneByTheBuilder(IGuidGenerator guids) : IBackgroundJobManager
    {
        public Task<Guid> EnqueueAsync(string type, Guid recordId, CancellationToken cancellationToken = default) => Task.FromResult(guids.Create());

        public Task<JobStanding?> FindAsync(string type, Guid recordId, CancellationToken cancellationToken = default) => Task.FromResult<JobStanding?>(null);
    }
}
