package com.campaignsync.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of ARCHITECTURE.md that a compiler cannot check. */
@AnalyzeClasses(
    packages = "com.campaignsync",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoJarsOfTests.class})
class ArchitectureTest {

  /** A module's tests come as a jar where the modules are packed. */
  static final class NoJarsOfTests implements ImportOption {

    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String FUNCTIONS_FRAMEWORK = "com.google.cloud.functions..";

  @ArchTest
  static final ArchRule domain_dependsOnTheJdkJspecifyAndReactorAlone =
      classes()
          .that()
          .resideInAPackage("com.campaignsync.domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "com.campaignsync.domain..",
              "java..",
              "org.jspecify..",
              "reactor..",
              "org.reactivestreams..");

  @ArchTest
  static final ArchRule runtime_knowsNeitherDomainNorAdapters =
      noClasses()
          .that()
          .resideInAPackage("com.campaignsync.runtime..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.campaignsync.domain..",
              "com.campaignsync.adapters..",
              "com.campaignsync.functions..");

  @ArchTest
  static final ArchRule adapters_knowTheDomainAlone =
      noClasses()
          .that()
          .resideInAPackage("com.campaignsync.adapters..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.campaignsync.runtime..",
              "com.campaignsync.functions..",
              "com.campaignsync.local..");

  @ArchTest
  static final ArchRule adapters_doNotKnowEachOther =
      slices().matching("com.campaignsync.adapters.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule functions_doNotKnowEachOther =
      slices()
          .matching("com.campaignsync.functions.(*)..")
          .should()
          .notDependOnEachOther()
          // What two of them share is no function.
          .ignoreDependency(alwaysTrue(), resideInAPackage("com.campaignsync.functions.jobs.."));

  @ArchTest
  static final ArchRule nothingInTheCloudKnowsTheStandIns =
      noClasses()
          .that()
          .resideOutsideOfPackage("com.campaignsync.local..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.campaignsync.local..");

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("com.campaignsync.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule blocking_happensInAwaitAlone =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("com.campaignsync.runtime.Await")
          .should()
          .accessTargetWhere(
              target(named("block.*|toIterable|toStream"), "reactor.core.publisher.."));

  @ArchTest
  static final ArchRule environment_isReadByFunctionsAndTheCommandAlone =
      noClasses()
          .that(
              DescribedPredicate.not(
                  nameMatching(
                      "com\\.campaignsync\\.functions\\..*Function|com\\.campaignsync\\.local\\.run\\.RunLocal")))
          .should()
          .accessTargetWhere(target(named("getenv"), "java.lang.."));

  @ArchTest
  static final ArchRule now_isAskedOfAClock =
      noClasses()
          .should()
          .accessTargetWhere(target(named("now").and(withoutParameters()), "java.time.."));

  @ArchTest
  static final ArchRule functionsFramework_isImplementedByFunctionsAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "com.campaignsync.functions..", "com.campaignsync.local.functions..")
          .should()
          .implement(resideInAPackage(FUNCTIONS_FRAMEWORK));

  private static DescribedPredicate<AccessTarget> named(String pattern) {
    return new DescribedPredicate<>("a method named " + pattern) {
      @Override
      public boolean test(AccessTarget target) {
        return target.getName().matches(pattern);
      }
    };
  }

  /** Calls and method references. */
  private static DescribedPredicate<JavaAccess<?>> target(
      DescribedPredicate<? super AccessTarget> method, String ownerPackage) {
    return new DescribedPredicate<>(method.getDescription() + " of " + ownerPackage) {
      @Override
      public boolean test(JavaAccess<?> access) {
        return method.test(access.getTarget())
            && resideInAnyPackage(ownerPackage).test(access.getTargetOwner());
      }
    };
  }

  private static DescribedPredicate<AccessTarget> withoutParameters() {
    return new DescribedPredicate<>("without parameters") {
      @Override
      public boolean test(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget method
            && method.getRawParameterTypes().isEmpty();
      }
    };
  }
}
