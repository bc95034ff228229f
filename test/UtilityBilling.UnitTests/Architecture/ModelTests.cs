using System.Reflection;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.EntityFrameworkCore.Setup;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Modularity;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Navigation;
using UtilityBilling.Web;
using Xunit;

namespace UtilityBilling.UnitTests.Architecture;

/// <summary>Architecture tests 5, 6 (as far as the model tells), 8 and 9.</summary>
public sealed class ModelTests
{
    private static readonly IReadOnlyList<Assembly> Assemblies = [.. ModuleLoader.Sort(typeof(UtilityBillingWebModule)).Select(m => m.GetType().Assembly).Distinct()];

    /// <summary>Test 5. Silent failure: an entity that is neither has no town, no filter and no row-level security, and is everybody's.</summary>
    [Fact]
    public void Every_entity_belongs_to_a_town_or_to_the_instance() =>
        Model().GetEntityTypes().Where(e => typeof(IMultiTenant).IsAssignableFrom(e.ClrType) == typeof(IHostEntity).IsAssignableFrom(e.ClrType)).Select(e => e.Name).ShouldBeEmpty();

    /// <summary>The instance's tables are few and named; one more is a decision, since all towns share it.</summary>
    [Fact]
    public void The_instances_tables_are_the_named_ones() =>
        Model().GetEntityTypes().Where(e => typeof(IHostEntity).IsAssignableFrom(e.ClrType)).Select(e => e.GetTableName()!).Order(StringComparer.Ordinal)
            .ShouldBe(["background_jobs", "data_protection_keys", "outbox_messages", "tenants", "user_tenants", "users"]);

    /// <summary>Test 6, in the model. Silent failure: a key without the town joins two towns' rows; a cascade deletes what was posted.</summary>
    [Fact]
    public void Every_key_of_a_towns_table_begins_with_the_town_and_nothing_cascades()
    {
        foreach (var entity in Model().GetEntityTypes().Where(e => typeof(IMultiTenant).IsAssignableFrom(e.ClrType)))
        {
            entity.GetKeys().ShouldAllBe(k => k.Properties[0].Name == nameof(IMultiTenant.TenantId), entity.Name);
            entity.GetIndexes().ShouldAllBe(i => i.Properties[0].Name == nameof(IMultiTenant.TenantId), entity.Name);
            entity.GetForeignKeys().ShouldAllBe(k => k.Properties[0].Name == nameof(IMultiTenant.TenantId) && k.DeleteBehavior == DeleteBehavior.Restrict, entity.Name);
            entity.GetSchema().ShouldNotBeNull(entity.Name);
            entity.FindDeclaredQueryFilter(UtilityBillingDbContext.TenantFilter).ShouldNotBeNull(entity.Name);
        }
    }

    /// <summary>A posted row with a setter invites a change that the database refuses only at night, in the run.</summary>
    [Fact]
    public void Append_only_entities_have_no_setters()
    {
        var settable = Model().GetEntityTypes().Where(e => e.FindAnnotation(EntityConfiguration.AppendOnlyAnnotation) is not null)
            .SelectMany(e => e.ClrType.GetProperties())
            .Where(p => p.Name != nameof(IMultiTenant.TenantId) && p.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)))
            .Select(p => $"{p.DeclaringType!.Name}.{p.Name}").Distinct();
        settable.ShouldBeEmpty();
    }

    /// <summary>Test 8. Silent failure: a page without a right is open to everybody who may sign in; a right that no module defines is held by nobody.</summary>
    [Fact]
    public void Every_page_names_a_right_that_is_defined()
    {
        var catalog = Catalog();
        var pages = Assemblies.SelectMany(a => a.GetTypes()).Where(t => t.IsSubclassOf(typeof(PageModel)) && !t.IsAbstract).ToList();
        pages.Count.ShouldBeGreaterThan(10);
        pages.Select(p => (p.FullName, Problem: PageAuthorizationCheck.Problem(p, catalog))).Where(p => p.Problem is not null).Select(p => $"{p.FullName} {p.Problem}").ShouldBeEmpty();
    }

    /// <summary>Test 8, the check itself: it must see a page that says nothing and a right that is not there.</summary>
    [Fact]
    public void The_check_sees_a_page_without_a_right()
    {
        PageAuthorizationCheck.Problem(typeof(SilentPage), Catalog()).ShouldNotBeNull();
        PageAuthorizationCheck.Problem(typeof(MistypedPage), Catalog()).ShouldNotBeNull();
    }

    /// <summary>Silent failure: a menu line with a mistyped right is shown to nobody, and nobody misses what they never saw.</summary>
    [Fact]
    public void Every_menu_line_and_every_conflict_names_a_right_that_is_defined()
    {
        using var house = House.Compose("Host=none");
        var catalog = house.GetRequiredService<PermissionCatalog>();
        house.GetServices<IMenuContributor>().SelectMany(c => c.Items()).Select(i => i.Permission).Where(p => p.Length > 0 && !catalog.ByName.ContainsKey(p)).ShouldBeEmpty();
        catalog.All.SelectMany(p => p.Conflicts).Where(c => !catalog.ByName.ContainsKey(c)).ShouldBeEmpty();
    }

    /// <summary>Where a place on paper is a float, as the drawing library wants it. Even there, nothing is a double.</summary>
    private const string Drawing = "UtilityBilling.Billing.BillDocuments";

    /// <summary>Test 9 and L6. Silent failure: a tenth is no binary fraction; a cent is lost in the thousandth bill.</summary>
    [Fact]
    public void L6_no_module_holds_a_binary_fraction()
    {
        var modules = Source.Projects.Where(p => p.Module is not null).Select(p => Assembly.Load(p.Name)).ToList();
        modules.Count.ShouldBe(10);
        modules.SelectMany(a => a.GetTypes()).SelectMany(t => FloatsOf(t, t.Namespace == Drawing)).Distinct().ShouldBeEmpty();
        Model().GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => IsFloat(p.ClrType)).Select(p => $"{p.DeclaringType.Name}.{p.Name}").ShouldBeEmpty();
    }

    private static IEnumerable<string> FloatsOf(Type type, bool draws)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var field in type.GetFields(All).Where(f => Counts(f.FieldType)))
            yield return $"{type.FullName}.{field.Name}";
        foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
        {
            if (method is MethodInfo { ReturnType: var returned } && Counts(returned)
                || method.GetParameters().Any(p => Counts(p.ParameterType))
                || method.GetMethodBody()?.LocalVariables.Any(v => Counts(v.LocalType)) == true)
                yield return $"{type.FullName}.{method.Name}";
        }

        bool Counts(Type t) => IsFloat(t) && !(draws && t == typeof(float));
    }

    private static bool IsFloat(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var t && (t == typeof(double) || t == typeof(float) || t == typeof(Half));

    private static IModel Model()
    {
        using var connection = new NpgsqlConnection();
        using var context = DatabaseMigrator.CreateContext(connection);
        return DatabaseMigrator.DesignModel(context);
    }

    private static PermissionCatalog Catalog()
    {
        using var house = House.Compose("Host=none");
        return house.GetRequiredService<PermissionCatalog>();
    }

    private sealed class SilentPage : PageModel;

    [Microsoft.AspNetCore.Authorization.Authorize("Billing.BillRuns.Aprove")]
    private sealed class MistypedPage : PageModel;
}
