namespace UtilityBilling.Hosting.BackgroundJobs;

/// <summary>The instance's settings of the queue: section <c>BackgroundJobs</c>.</summary>
public sealed class BackgroundJobOptions
{
    private const int SignsOfLife = 6;

    /// <summary>A process that gave no sign of life for so long is taken for dead, and another begins its job again.</summary>
    public TimeSpan DeadAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a working process gives one: several may be lost.</summary>
    public TimeSpan SignOfLife => DeadAfter / SignsOfLife;
}
