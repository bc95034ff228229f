using System.Text.Json;
using Shouldly;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Modularity;
using Xunit;

namespace UtilityBilling.UnitTests.Architecture;

/// <summary>Architecture tests 1 to 4: who may know whom. What the compiler would accept is held here before it becomes a habit.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] ImplementationSees = ["UtilityBilling.Framework", "UtilityBilling.Framework.Hosting"];

    /// <summary>Between modules, upwards only; what must go down goes by event.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["customers"] = [],
        ["metering"] = ["customers"],
        ["billing"] = ["customers", "metering"],
        ["collections"] = ["customers", "metering", "billing"],
        ["liens"] = ["customers", "billing", "collections"],
    };

    /// <summary>Test 1. Silent failure: a module that reaches into another's implementation works, until that other changes a table nobody thought was shared.</summary>
    [Fact]
    public void A_module_references_other_modules_by_their_contracts_only()
    {
        foreach (var project in Source.Projects.Where(p => p.Module is not null && !p.IsContracts))
        {
            var own = $"{project.Name}.Contracts";
            var foreign = project.References.Where(r => r != own && !ImplementationSees.Contains(r)).ToList();
            foreign.ShouldAllBe(r => r.EndsWith(".Contracts", StringComparison.Ordinal), $"{project.Name} references an implementation");
            project.Closure().Where(r => r.StartsWith("UtilityBilling.", StringComparison.Ordinal))
                .ShouldAllBe(r => r.EndsWith(".Contracts", StringComparison.Ordinal) || ImplementationSees.Contains(r), $"{project.Name} reaches an implementation");
        }
    }

    /// <summary>Test 1, as the build resolved it: a reference brought in by a props file or a package would not stand in any project file.</summary>
    [Fact]
    public void The_resolved_closure_of_a_module_holds_no_other_implementation()
    {
        foreach (var project in Source.Projects.Where(p => p.Module is not null))
        {
            var assets = Path.Combine(Source.Root, "artifacts", "obj", project.Name, "project.assets.json");
            using var resolved = JsonDocument.Parse(File.ReadAllBytes(assets));
            var projects = resolved.RootElement.GetProperty("libraries").EnumerateObject()
                .Where(l => l.Value.GetProperty("type").GetString() == "project").Select(l => l.Name.Split('/')[0]).ToList();
            projects.ShouldAllBe(r => r.EndsWith(".Contracts", StringComparison.Ordinal) || (!project.IsContracts && ImplementationSees.Contains(r)) || r == "UtilityBilling.Framework", project.Name);
        }
    }

    /// <summary>Test 2. Silent failure: two modules that know each other are one module that is hard to see.</summary>
    [Fact]
    public void Modules_know_each_other_in_the_allowed_direction_only()
    {
        Allowed.Keys.Order(StringComparer.Ordinal).ShouldBe(Source.Modules);
        foreach (var project in Source.Projects.Where(p => p.Module is not null))
        {
            var known = project.References.Select(r => Source.Projects.Single(p => p.Name == r).Module).OfType<string>().Where(m => m != project.Module).Distinct().ToList();
            known.Except(Allowed[project.Module!]).ShouldBeEmpty($"{project.Name} knows modules that it must not");
        }
        // The allowed edges themselves make no ring: each module knows only those named before it.
        var order = Allowed.Keys.ToList();
        foreach (var (module, knows) in Allowed)
            knows.ShouldAllBe(k => order.IndexOf(k) < order.IndexOf(module));
    }

    /// <summary>Test 3. Silent failure: a contract that carries the database or the web with it forces both on everybody who only wanted a word.</summary>
    [Fact]
    public void Contracts_depend_on_the_framework_and_on_contracts_below_them_only()
    {
        foreach (var project in Source.Projects.Where(p => p.IsContracts))
        {
            project.References.ShouldAllBe(r => r == "UtilityBilling.Framework" || r.EndsWith(".Contracts", StringComparison.Ordinal), project.Name);
            project.Packages.ShouldBeEmpty(project.Name);
        }
        Source.Projects.Single(p => p.Name == "UtilityBilling.Framework").References.ShouldBeEmpty();
    }

    /// <summary>Test 4. Silent failure: a rule that asks the database cannot be tried out on paper, and its test needs a server.</summary>
    [Fact]
    public void The_domain_knows_no_database_no_web_and_no_scheduler()
    {
        string[] outside = ["Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "Npgsql", "Quartz", "UtilityBilling.EntityFrameworkCore", "UtilityBilling.Hosting"];
        var domain = Source.Files("modules", ".cs").Where(f => Source.Relative(f).Contains("/Domain/", StringComparison.Ordinal)).ToList();
        domain.ShouldNotBeEmpty();
        var guilty = domain.Where(f => File.ReadLines(f).Any(line => outside.Any(o => line.Contains(o + ".", StringComparison.Ordinal) || line.StartsWith($"using {o};", StringComparison.Ordinal)))).Select(Source.Relative);
        guilty.ShouldBeEmpty();
    }

    /// <summary>Test 1, pages. Silent failure: a page that holds an entity writes past the checks of the service.</summary>
    [Fact]
    public void Pages_know_services_and_never_the_database()
    {
        string[] outside = ["Microsoft.EntityFrameworkCore", "UtilityBilling.EntityFrameworkCore", "Npgsql", "UtilityBilling.Hosting.Bulk"];
        var pages = Source.Files("modules", ".cshtml.cs", ".cshtml").Concat(Source.Files("src", ".cshtml.cs", ".cshtml")).ToList();
        pages.ShouldNotBeEmpty();
        pages.Where(f => File.ReadLines(f).Any(l => outside.Any(o => l.Contains($"using {o}", StringComparison.Ordinal)))).Select(Source.Relative).ShouldBeEmpty();
    }

    /// <summary>Silent failure: a module that nobody names in [DependsOn] compiles, is tested, and is missing in every town.</summary>
    [Fact]
    public void Discovery_finds_exactly_the_modules_there_are()
    {
        var found = ModuleLoader.Sort(typeof(EntityFrameworkCoreModule)).Select(m => m.GetType().Assembly.GetName().Name!)
            .Where(n => Source.Projects.Single(p => p.Name == n).Module is not null).Select(n => n["UtilityBilling.".Length..].ToLowerInvariant()).Order(StringComparer.Ordinal);
        found.ShouldBe(Source.Modules);
        Source.Modules.Count.ShouldBe(5);
    }
}
