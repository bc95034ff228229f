using Shouldly;
using UtilityBilling.EmbeddedPostgres;
using Xunit;

namespace UtilityBilling.IntegrationTests.EmbeddedPostgres;

public sealed class PrivateStateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ub-state-").FullName;

    private string LockPath => Path.Combine(folder, "users");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_role_keeps_its_password_from_one_process_to_the_next()
    {
        var password = new PasswordStore(Secrets).Of("ub_app");

        new PasswordStore(Secrets).Of("ub_app").ShouldBe(password);
        new PasswordStore(Secrets).Of("ub_owner").ShouldNotBe(password);
        password.Length.ShouldBe(48);
    }

    [Fact]
    public void Those_who_ask_first_at_the_same_time_get_the_same_password()
    {
        var passwords = new string[24];
        Parallel.For(0, passwords.Length, n => passwords[n] = new PasswordStore(Secrets).Of("ub_app"));

        passwords.Distinct().ShouldHaveSingleItem();
        Directory.GetFiles(Secrets).ShouldHaveSingleItem();
    }

    [Fact]
    public void Only_the_owner_may_read_a_password()
    {
        new PasswordStore(Secrets).Of("ub_app").ShouldNotBeEmpty();
        if (OperatingSystem.IsWindows())
        {
            // There the access list of the user's profile does it.
            return;
        }

        File.GetUnixFileMode(Path.Combine(Secrets, "ub_app.password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Secrets).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void Users_share_the_lock_and_only_the_last_can_take_it_alone()
    {
        var first = FileLock.TryTakeShared(LockPath).ShouldNotBeNull();
        var second = FileLock.TryTakeShared(LockPath).ShouldNotBeNull();
        FileLock.TryTakeExclusive(LockPath).ShouldBeNull();

        first.Dispose();
        FileLock.TryTakeExclusive(LockPath).ShouldBeNull();

        second.Dispose();
        using var alone = FileLock.TryTakeExclusive(LockPath).ShouldNotBeNull();
        FileLock.TryTakeShared(LockPath).ShouldBeNull();
    }

    [Fact]
    public async Task Waiting_for_a_lock_has_an_end_and_says_which_file_is_held()
    {
        using var held = FileLock.TryTakeExclusive(LockPath);

        var refused = await Should.ThrowAsync<EmbeddedPostgresException>(() => FileLock.TakeExclusiveAsync(LockPath, TimeSpan.FromMilliseconds(80), TestContext.Current.CancellationToken));

        refused.Message.ShouldContain(LockPath);
    }

    private string Secrets => Path.Combine(folder, "secrets");
}
