using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.EventBus;
using UtilityBilling.Hosting.BackgroundJobs;
using UtilityBilling.Hosting.EventBus;
using UtilityBilling.MultiTenancy;
using UtilityBilling.TestBase;
using UtilityBilling.Uow;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Jobs;

/// <summary>Queued work and events (X5: repeats are bounded, then the item waits with its reason).</summary>
public sealed class BackgroundJobTests : IAsyncLifetime
{
    private static readonly Guid Record = new("01900000-0000-7000-8000-000000000042");

    private readonly Diary _diary = new();
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(services =>
    {
        services.AddSingleton(_diary);
        services.AddScoped<IBackgroundJob, DiaryJob>();
        services.AddScoped<IDistributedEventHandler, DiaryHandler>();
    });

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_queued_job_runs_in_its_town_in_the_name_of_whoever_asked()
    {
        await EnqueueAsync(_host.Birch);

        await _host.RunJobsAsync();

        _diary.Lines.ShouldBe([$"birch birch.technician {Record}"]);
        (await SingleAsync()).State.ShouldBe(BackgroundJobState.Done);
    }

    [Fact]
    public async Task A_job_asked_for_in_a_transaction_that_is_undone_never_runs()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => _host.Alder.WriteAsync(_host.Alder.Technician, async services =>
        {
            await services.GetRequiredService<IBackgroundJobManager>().EnqueueAsync(DiaryJob.Type, Record);
            throw new InvalidOperationException("undo");
        }));

        await _host.RunJobsAsync();

        _diary.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Asking_twice_before_it_begins_is_one_job()
    {
        (await EnqueueAsync(_host.Alder)).ShouldBe(await EnqueueAsync(_host.Alder));

        await _host.RunJobsAsync();

        _diary.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task X5_a_failing_job_is_tried_three_times_and_then_waits_with_its_reason()
    {
        _diary.Fail = () => new TimeoutException("the customer Maria Delgado is not reachable");
        await EnqueueAsync(_host.Alder);

        for (var i = 0; i < 5; i++)
        {
            await _host.RunJobsAsync();
            _host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        _diary.Lines.Count.ShouldBe(BackgroundJobProcessor.MaxAttempts);
        var job = await SingleAsync();
        job.State.ShouldBe(BackgroundJobState.Failed);
        job.Error.ShouldBe(nameof(TimeoutException));
    }

    [Fact]
    public async Task A_refusal_is_not_tried_again()
    {
        _diary.Fail = () => new BusinessException("Test:Refused");
        await EnqueueAsync(_host.Alder);

        await _host.RunJobsAsync();
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        await _host.RunJobsAsync();

        _diary.Lines.Count.ShouldBe(1);
        (await SingleAsync()).Error.ShouldBe("Test:Refused");
    }

    [Fact]
    public async Task A_job_whose_process_was_killed_is_begun_again_by_another()
    {
        await EnqueueAsync(_host.Alder);
        await _host.Services.GetRequiredService<BackgroundJobStore>().ClaimAsync(BackgroundJobProcessor.MaxAttempts, CancellationToken.None);
        await _host.RunJobsAsync();
        _diary.Lines.ShouldBeEmpty();

        _host.Clock.Advance(new BackgroundJobOptions().DeadAfter + TimeSpan.FromSeconds(1));
        await _host.RunJobsAsync();

        _diary.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_process_that_was_taken_for_dead_may_not_speak_for_the_one_that_took_over()
    {
        await EnqueueAsync(_host.Alder);
        var store = _host.Services.GetRequiredService<BackgroundJobStore>();
        var slow = (await store.ClaimAsync(BackgroundJobProcessor.MaxAttempts, CancellationToken.None))!;
        _host.Clock.Advance(new BackgroundJobOptions().DeadAfter + TimeSpan.FromSeconds(1));
        var other = (await store.ClaimAsync(BackgroundJobProcessor.MaxAttempts, CancellationToken.None))!;

        (await store.AliveAsync(slow, CancellationToken.None)).ShouldBeFalse();
        (await store.ProgressAsync(slow, 9, 9, "", CancellationToken.None)).ShouldBeFalse();
        await store.DoneAsync(slow);
        await store.FailedAsync(slow, "late");
        await store.AgainAsync(slow, "late", TimeSpan.Zero, countAttempt: true);

        (await SingleAsync()).State.ShouldBe(BackgroundJobState.Running);
        (await store.ProgressAsync(other, 1, 2, "", CancellationToken.None)).ShouldBeTrue();
        await store.DoneAsync(other);
        (await SingleAsync()).State.ShouldBe(BackgroundJobState.Done);
    }

    [Fact]
    public async Task An_event_whose_handler_was_through_before_the_crash_is_not_handled_again()
    {
        await _host.Alder.WriteAsync(_host.Alder.Technician, services => services.GetRequiredService<IDistributedEventBus>().PublishAsync(DiaryHandler.Type, Record));
        await _host.RunJobsAsync();
        // As after a crash between the handler's commit and the mark on the event.
        await _host.Database.ExecuteAsOwnerAsync("update platform.outbox_messages set delivered_at = null, attempts = 0");

        await _host.RunJobsAsync();

        _diary.Lines.Count.ShouldBe(1);
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from platform.outbox_messages where delivered_at is null")).ShouldBe(0);
    }

    [Fact]
    public async Task An_event_is_delivered_after_the_transaction_that_raised_it()
    {
        await _host.Alder.WriteAsync(_host.Alder.Technician, services => services.GetRequiredService<IDistributedEventBus>().PublishAsync(DiaryHandler.Type, Record));

        await _host.RunJobsAsync();
        await _host.RunJobsAsync();

        _diary.Lines.ShouldBe([$"event alder {Record}"]);
    }

    [Fact]
    public async Task An_event_whose_handler_fails_comes_again_later()
    {
        _diary.Fail = () => new TimeoutException();
        await _host.Alder.WriteAsync(_host.Alder.Technician, services => services.GetRequiredService<IDistributedEventBus>().PublishAsync(DiaryHandler.Type, Record));
        await _host.RunJobsAsync();
        _diary.Fail = null;
        _host.Clock.Advance(TimeSpan.FromMinutes(1));

        await _host.RunJobsAsync();

        _diary.Lines.Count.ShouldBe(2);
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from platform.outbox_messages where delivered_at is null")).ShouldBe(0);
    }

    [Fact]
    public async Task One_towns_failure_does_not_stop_the_next()
    {
        var seen = new List<string>();
        var loop = _host.Services.GetRequiredService<ITownLoop>();

        await Should.ThrowAsync<AggregateException>(() => loop.ForEachTownAsync((town, _) =>
        {
            seen.Add(town.Slug);
            return town.Slug == "alder" ? throw new InvalidOperationException("alder is broken") : Task.CompletedTask;
        }));

        seen.ShouldBe(["alder", "birch"]);
    }

    private static Task<Guid> EnqueueAsync(TestTown town) =>
        town.WriteAsync(town.Technician, services => services.GetRequiredService<IBackgroundJobManager>().EnqueueAsync(DiaryJob.Type, Record));

    private Task<BackgroundJobRecord> SingleAsync() =>
        _host.Runner.ReadAsync(null, Actor.System, services => services.GetRequiredService<IUtilityBillingDbContext>().Set<BackgroundJobRecord>().SingleAsync());

    private sealed class Diary
    {
        public List<string> Lines { get; } = [];
        public Func<Exception>? Fail { get; set; }

        public void Write(string line)
        {
            Lines.Add(line);
            if (Fail is not null)
                throw Fail();
        }
    }

    private sealed class DiaryJob(Diary diary, ICurrentTenant tenant, ICurrentUser user) : IBackgroundJob
    {
        public const string Type = "Test.Diary";

        public string JobType => Type;

        public async Task ExecuteAsync(Guid recordId, IJobProgress progress, CancellationToken cancellationToken)
        {
            await progress.ReportAsync(1, 2, "half", cancellationToken);
            diary.Write($"{tenant.Tenant!.Slug} {user.Required.UserName} {recordId}");
        }
    }

    private sealed class DiaryHandler(Diary diary, ICurrentTenant tenant) : IDistributedEventHandler
    {
        public const string Type = "Test.Happened";

        public string EventType => Type;

        public Task HandleAsync(Guid recordId, CancellationToken cancellationToken)
        {
            diary.Write($"event {tenant.Tenant!.Slug} {recordId}");
            return Task.CompletedTask;
        }
    }
}
